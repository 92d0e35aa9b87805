/** What really differs: behavior checked against Erlang/OTP, and speed. */
@NullMarked
package otp.comparison;

import org.jspecify.annotations.NullMarked;
