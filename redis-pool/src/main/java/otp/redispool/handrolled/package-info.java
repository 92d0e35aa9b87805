/** The pool from scratch: a supervisor of the lesson's own clients. */
@NullMarked
package otp.redispool.handrolled;

import org.jspecify.annotations.NullMarked;
