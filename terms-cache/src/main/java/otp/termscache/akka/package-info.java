/** Lesson 2 with Akka Typed: an actor that keeps a map, and one that does not stand in its readers' way. */
@NullMarked
package otp.termscache.akka;

import org.jspecify.annotations.NullMarked;
