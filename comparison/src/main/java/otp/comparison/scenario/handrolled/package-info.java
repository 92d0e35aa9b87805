/** Plays scenarios on OTP from scratch. */
@NullMarked
package otp.comparison.scenario.handrolled;

import org.jspecify.annotations.NullMarked;
