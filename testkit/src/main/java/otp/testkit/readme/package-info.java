/** Keeps the Java in the READMEs equal to the source it was taken from. */
@NullMarked
package otp.testkit.readme;

import org.jspecify.annotations.NullMarked;
