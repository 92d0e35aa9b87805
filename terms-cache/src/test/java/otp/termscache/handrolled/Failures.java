package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ProcessExit;

/** What calls fail with. */
final class Failures {
    private Failures() {}

    /** The call has found nobody. */
    static void assertNoProc(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProcessExit.class,
                        exit -> assertThat(((CallFailed) exit.reason()).reason())
                                .isEqualTo(ExitReason.NOPROC));
    }
}
