/** The course application in Akka Typed. */
@NullMarked
package otp.observer.akka;

import org.jspecify.annotations.NullMarked;
