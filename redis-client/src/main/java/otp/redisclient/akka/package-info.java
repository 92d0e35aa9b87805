/** The clients as actors, over Akka IO. */
@NullMarked
package otp.redisclient.akka;

import org.jspecify.annotations.NullMarked;
