@NullMarked
package otp.comparison.scenario.akka;

import org.jspecify.annotations.NullMarked;
