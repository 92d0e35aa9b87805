/** What the tests of several lessons share. */
@NullMarked
package otp.testkit;

import org.jspecify.annotations.NullMarked;
