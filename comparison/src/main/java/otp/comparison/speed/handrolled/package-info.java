/** The benchmarks of the from-scratch lane. */
@NullMarked
package otp.comparison.speed.handrolled;

import org.jspecify.annotations.NullMarked;
