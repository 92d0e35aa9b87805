/** Lesson 5: a supervised pool of connections. */
@NullMarked
package otp.redispool;

import org.jspecify.annotations.NullMarked;
