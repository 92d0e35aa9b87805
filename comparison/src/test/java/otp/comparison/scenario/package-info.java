@NullMarked
package otp.comparison.scenario;

import org.jspecify.annotations.NullMarked;
