package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;

class YieldTest extends TaskTest {
    private static final Callable<Object> UNTIL_GO =
            () -> receive(message -> message.equals("go") ? () -> "went" : null);

    @Test
    @Tag("T5")
    void aYieldReturnsTheValueAndLeavesNothing() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            assertThat(task.yield()).isEqualTo(new Ok<>("done"));
            dead(task);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T5")
    void aYieldReturnsTheReasonOfACrashAndDoesNotExit() throws Exception {
        runTrapping(() -> {
            assertThat(Task.async(() -> exit(BOOM)).yield()).isEqualTo(new Exited<>(BOOM));
            return null;
        });
    }

    @Test
    @Tag("T5")
    void aYieldReturnsANormalExitWithoutAResultAsAnExit() throws Exception {
        run(() -> {
            assertThat(Task.async(() -> exit(ExitReason.NORMAL)).yield()).isEqualTo(new Exited<>(ExitReason.NORMAL));
            return null;
        });
    }

    @Test
    @Tag("T5")
    void aYieldReturnsNothingAfterItsTimeoutAndTheMonitorStaysSoThatItCanBeRepeated() throws Exception {
        run(() -> {
            Task<Object> task = Task.async(UNTIL_GO);
            assertThat(task.yield(Duration.ZERO)).isEqualTo(new Nothing<>());
            assertThat(info(self()).orElseThrow().monitors()).containsExactly(task.pid());
            assertThat(task.yield(Duration.ZERO)).isEqualTo(new Nothing<>());
            send(task.pid(), "go");
            assertThat(task.yield()).isEqualTo(new Ok<>("went"));
            return null;
        });
    }

    @Test
    @Tag("T5")
    void aYieldWaitsFiveSecondsAndNotOneNanosecondLess() throws Exception {
        var owner = beside(() -> Task.async(FOR_EVER).yield());
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(owner.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(owner.get()).isEqualTo(new Nothing<>());
    }

    @Test
    @Tag("T2")
    @Tag("T5")
    void onlyTheOwnerCanYieldOrIgnoreOrShutDown() throws Exception {
        run(() -> {
            Task<String> task = Task.async(FOR_EVER);
            var others = List.<Callable<?>>of(task::yield, task::ignore, task::shutdown, task::brutalKill);
            for (Callable<?> other : others) {
                assertThatThrownBy(beside(other)::get).cause().isInstanceOf(NotOwnerException.class);
            }
            assertThat(info(task.pid())).isPresent();
            return null;
        });
    }

    @Test
    @Tag("T10")
    void anIgnoredTaskRunsOnAndItsResultIsDropped() throws Exception {
        run(() -> {
            Task<Object> task = Task.async(UNTIL_GO);
            assertThat(task.ignore()).isEqualTo(new Nothing<>());
            assertThat(info(task.pid())).isPresent();
            assertNothingIsLeft();
            send(task.pid(), "go");
            assertThat(downOf(task.pid())).isIn(ExitReason.NORMAL, ExitReason.NOPROC);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T10")
    void theCrashOfAnIgnoredTaskIsNoConcernOfItsFormerOwner() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> {
                receive(message -> message.equals("go") ? () -> "went" : null);
                return exit(BOOM);
            });
            task.ignore();
            send(task.pid(), "go");
            downOf(task.pid());
            return "alive";
        });
    }

    @Test
    @Tag("T10")
    void ignoreReturnsAResultThatIsThereAndLeavesNothing() throws Exception {
        run(() -> {
            assertThat(dead(Task.async(() -> "done")).ignore()).isEqualTo(new Ok<>("done"));
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T10")
    void ignoreReturnsTheReasonOfATaskThatIsDead() throws Exception {
        runTrapping(() -> {
            Task<String> task = dead(Task.async(() -> exit(BOOM)));
            assertThat(task.ignore()).isEqualTo(new Exited<>(BOOM));
            assertThat(leftovers().mailbox()).containsExactly(new Exit(task.pid(), BOOM));
            return null;
        });
    }

    @Test
    @Tag("T10")
    void aTaskCanBeIgnoredTwiceAndNotAwaitedAfterwards() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            task.ignore();
            assertThat(task.ignore()).isEqualTo(new Nothing<>());
            assertThat(causeOf(exitOf(() -> task.await(Duration.ZERO)))).isEqualTo(ExitReason.TIMEOUT);
            return null;
        });
    }
}
