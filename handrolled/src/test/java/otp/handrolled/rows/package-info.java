/**
 * The row table: which test shows which of OTP's guarantees. A row is one testable statement, such as P4, "selective receive takes
 * the first message that matches". A test names the rows it shows by {@code @Tag("P4")}, several if need be.
 *
 * <p>{@link otp.handrolled.rows.RowTable} writes {@code target/rows.csv} at the end of every test run. A row that no JVM can show
 * stands in {@code src/test/resources/impossible-rows.csv} with its reason. {@link otp.handrolled.rows.CompletenessTest} holds
 * that each row is in exactly one of these two places.
 *
 * <p>Tests keep quiet: what they provoke on purpose is taken off the console by {@link otp.testkit.log.LogCapture}. The tests of
 * processes have it in their base class {@code ProcessTest}, those of servers in {@code ServerTest}.
 */
@NullMarked
package otp.handrolled.rows;

import org.jspecify.annotations.NullMarked;
