/**
 * Layer 2, beside GenServer: {@link otp.handrolled.task.Task}, one computation in a process of its own, whose result its owner
 * takes; and streams of them.
 */
@NullMarked
package otp.handrolled.task;

import org.jspecify.annotations.NullMarked;
