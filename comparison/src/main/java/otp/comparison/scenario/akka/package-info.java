/** Plays scenarios on Akka Typed, with the idioms of the lessons. */
@NullMarked
package otp.comparison.scenario.akka;

import org.jspecify.annotations.NullMarked;
