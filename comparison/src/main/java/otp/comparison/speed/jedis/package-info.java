/** Redis's benchmarks with Jedis: blocking sockets, each of which belongs to one caller at a time. */
@NullMarked
package otp.comparison.speed.jedis;

import org.jspecify.annotations.NullMarked;
