@NullMarked
package otp.comparison.behavior;

import org.jspecify.annotations.NullMarked;
