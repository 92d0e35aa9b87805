/** Lesson 4 with Akka Typed: {@code supervise} and DeathWatch, and OTP's strategies made of them. */
@NullMarked
package otp.supervision.akka;

import org.jspecify.annotations.NullMarked;
