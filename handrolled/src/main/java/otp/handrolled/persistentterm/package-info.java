/** Layer 5, {@code :persistent_term}: values that every process reads at no cost, and that are hardly ever changed. */
@NullMarked
package otp.handrolled.persistentterm;

import org.jspecify.annotations.NullMarked;
