/** The course application on OTP from scratch. */
@NullMarked
package otp.observer.handrolled;

import org.jspecify.annotations.NullMarked;
