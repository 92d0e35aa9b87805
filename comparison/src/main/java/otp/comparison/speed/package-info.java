/**
 * How fast the two lanes are, beside the BEAM where it is installed: {@link otp.comparison.speed.Bench} measures and prints one
 * table. The benchmarks are in {@code akka} and {@code handrolled}, under the same names; the two files with one name do the
 * same work.
 */
@NullMarked
package otp.comparison.speed;

import org.jspecify.annotations.NullMarked;
