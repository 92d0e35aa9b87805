/** Redis's benchmarks with Lettuce, the client of most Java programs that share one connection among many callers. */
@NullMarked
package otp.comparison.speed.lettuce;

import org.jspecify.annotations.NullMarked;
