/** Which module and which package may use which: the arrows of the course, held by tests. */
@NullMarked
package otp.comparison.arrows;

import org.jspecify.annotations.NullMarked;
