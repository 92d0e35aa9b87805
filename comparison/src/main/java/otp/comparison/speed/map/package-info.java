/** The tables' benchmarks with {@code ConcurrentHashMap}: what a table costs that has no owner, no access rights and no expiry. */
@NullMarked
package otp.comparison.speed.map;

import org.jspecify.annotations.NullMarked;
