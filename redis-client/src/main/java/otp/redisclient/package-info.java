/** Lesson 3: a Redis client, from blocking to pipelined to a state machine. */
@NullMarked
package otp.redisclient;

import org.jspecify.annotations.NullMarked;
