/** The table of what OTP does and what Akka does instead. */
@NullMarked
package otp.comparison.behavior;

import org.jspecify.annotations.NullMarked;
