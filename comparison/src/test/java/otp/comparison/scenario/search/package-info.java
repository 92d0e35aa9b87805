@NullMarked
package otp.comparison.scenario.search;

import org.jspecify.annotations.NullMarked;
