/** The tables' benchmarks with Caffeine: a cache whose entries expire some time after they were written. */
@NullMarked
package otp.comparison.speed.caffeine;

import org.jspecify.annotations.NullMarked;
