@NullMarked
package otp.comparison.scenario.handrolled;

import org.jspecify.annotations.NullMarked;
