/** A TCP server that does as a test tells it, for the faults that a well-behaved server never shows. */
@NullMarked
package otp.testkit.net;

import org.jspecify.annotations.NullMarked;
