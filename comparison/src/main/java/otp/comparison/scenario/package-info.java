/** Scenarios: what processes do, written once, played on Erlang/OTP, from scratch and on Akka, and compared. */
@NullMarked
package otp.comparison.scenario;

import org.jspecify.annotations.NullMarked;
