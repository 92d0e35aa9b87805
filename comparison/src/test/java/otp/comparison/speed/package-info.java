/** Tests of the table of speeds: what is measured depends on the machine, how it is judged does not. */
@NullMarked
package otp.comparison.speed;

import org.jspecify.annotations.NullMarked;
