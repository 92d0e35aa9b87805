/** Layer 4, {@code Registry}: names of any type, one process a key or many, kept for as long as their processes live. */
@NullMarked
package otp.handrolled.registry;

import org.jspecify.annotations.NullMarked;
