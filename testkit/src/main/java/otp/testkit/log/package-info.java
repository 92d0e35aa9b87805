/** Captures what is logged, so that a test can see it and the console stays quiet. */
@NullMarked
package otp.testkit.log;

import org.jspecify.annotations.NullMarked;
