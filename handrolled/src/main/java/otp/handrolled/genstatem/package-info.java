/** Layer 3: {@link otp.handrolled.genstatem.GenStatem}, a server that is a state machine. */
@NullMarked
package otp.handrolled.genstatem;

import org.jspecify.annotations.NullMarked;
