/**
 * Three Redis clients on processes from scratch, each with what the one before lacks: {@link
 * otp.redisclient.handrolled.BlockingClient}, {@link otp.redisclient.handrolled.PipelinedClient}, {@link
 * otp.redisclient.handrolled.RedisConnection}. All are asked by way of {@link otp.redisclient.handrolled.Redis}.
 */
@NullMarked
package otp.redisclient.handrolled;

import org.jspecify.annotations.NullMarked;
