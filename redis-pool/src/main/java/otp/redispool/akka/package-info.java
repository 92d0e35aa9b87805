/** The pool in Akka: actors that look after connections of Lettuce. */
@NullMarked
package otp.redispool.akka;

import org.jspecify.annotations.NullMarked;
