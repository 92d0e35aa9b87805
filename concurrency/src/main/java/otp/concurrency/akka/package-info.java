/** Lesson 1 with Akka Typed: a child actor per task, outcomes as messages, and {@code ask} for shared state. */
@NullMarked
package otp.concurrency.akka;

import org.jspecify.annotations.NullMarked;
