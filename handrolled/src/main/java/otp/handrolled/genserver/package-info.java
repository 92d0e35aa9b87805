/** Layer 2: {@link otp.handrolled.genserver.GenServer}, and {@link otp.handrolled.genserver.Stack} as its example. */
@NullMarked
package otp.handrolled.genserver;

import org.jspecify.annotations.NullMarked;
