/** The benchmarks of the Akka lane. */
@NullMarked
package otp.comparison.speed.akka;

import org.jspecify.annotations.NullMarked;
