/** Lesson 1 from scratch: processes, messages and monitors, as the Elixir would be written without {@code Task} and {@code Agent}. */
@NullMarked
package otp.concurrency.handrolled;

import org.jspecify.annotations.NullMarked;
