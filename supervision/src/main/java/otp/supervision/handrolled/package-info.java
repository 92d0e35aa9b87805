/** Lesson 4 from scratch: the worker and the playground on the rebuilt supervisors, as the Elixir would be written. */
@NullMarked
package otp.supervision.handrolled;

import org.jspecify.annotations.NullMarked;
