/** Lesson 4: workers, strategies, restart budgets, trees. */
@NullMarked
package otp.supervision;

import org.jspecify.annotations.NullMarked;
