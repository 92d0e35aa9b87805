/**
 * Layer 5, {@code :ets}: tables that processes share. {@link otp.handrolled.ets.Ets} is the table, {@link
 * otp.handrolled.ets.MatchSpec} asks it for objects by their looks, {@link otp.handrolled.ets.Counter} counts in it.
 */
@NullMarked
package otp.handrolled.ets;

import org.jspecify.annotations.NullMarked;
