/** A course in miniature that breaks every rule once. It is here for the test that the rules notice. */
@NullMarked
package otp.comparison.arrows.wrong;

import org.jspecify.annotations.NullMarked;
