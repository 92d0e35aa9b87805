/** Looks for differences: random scenarios on a real Erlang/OTP and from scratch, shrunk to the smallest that differs. */
@NullMarked
package otp.comparison.scenario.search;

import org.jspecify.annotations.NullMarked;
