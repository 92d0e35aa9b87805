package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;

class ShutdownTest extends TaskTest {
    private static final ExitReason SHUTDOWN_WITH_A_WORD = new ExitReason.ShutdownWith("a word");

    // ---- T6: shutdown, wait, kill ----

    @Test
    @Tag("T6")
    void aTaskThatDiesOfTheShutdownGivesNothingAndLeavesNothing() throws Exception {
        run(() -> {
            Task<String> task = Task.async(FOR_EVER);
            assertThat(task.shutdown()).isEqualTo(new Nothing<>());
            assertThat(info(task.pid())).isEmpty();
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T6")
    void anOwnerThatTrapsExitsGetsNoExitSignalOfATaskItShutDown() throws Exception {
        runTrapping(() -> {
            assertThat(Task.async(FOR_EVER).shutdown()).isEqualTo(new Nothing<>());
            assertThat(Task.async(FOR_EVER).brutalKill()).isEqualTo(new Nothing<>());
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T6")
    void aTaskThatTrapsExitsIsToldShutdown() throws Exception {
        run(() -> {
            Task<ExitReason> task = trapping(TaskTest::toldToExit);
            assertThat(task.shutdown()).isEqualTo(new Ok<>(ExitReason.SHUTDOWN));
            return null;
        });
    }

    @Test
    @Tag("T6")
    void aResultThatCameBeforeTheShutdownIsReturned() throws Exception {
        run(() -> {
            assertThat(dead(Task.async(() -> "done")).shutdown()).isEqualTo(new Ok<>("done"));
            assertThat(dead(Task.async(() -> "done")).brutalKill()).isEqualTo(new Ok<>("done"));
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T6")
    void aTaskThatExitsForAReasonOfItsOwnWhenToldToShutDownGivesThatReason() throws Exception {
        run(() -> {
            for (ExitReason reason : List.of(BOOM, ExitReason.NORMAL, SHUTDOWN_WITH_A_WORD)) {
                Task<String> task = trapping(() -> {
                    toldToExit();
                    return exit(reason);
                });
                assertThat(task.shutdown()).isEqualTo(new Exited<>(reason));
            }
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T6")
    void ofATaskThatDiedBeforeTheShutdownTheReasonIsReturned() throws Exception {
        runTrapping(() -> {
            assertThat(dead(Task.async(() -> exit(BOOM))).shutdown()).isEqualTo(new Exited<>(BOOM));
            assertThat(dead(Task.async(() -> exit(ExitReason.NORMAL))).shutdown())
                    .isEqualTo(new Exited<>(ExitReason.NORMAL));
            assertThat(dead(Task.async(() -> exit(SHUTDOWN_WITH_A_WORD))).shutdown())
                    .isEqualTo(new Exited<>(SHUTDOWN_WITH_A_WORD));
            assertThat(dead(Task.async(() -> exit(ExitReason.SHUTDOWN))).shutdown())
                    .as("which cannot be told from one that obeyed")
                    .isEqualTo(new Nothing<>());
            return null;
        });
    }

    @Test
    @Tag("T6")
    void aTaskHasFiveSecondsToShutDownAndNotOneNanosecondLess() throws Exception {
        var stubborn = new CompletableFuture<Pid>();
        var owner = beside(() -> {
            Task<String> task = trapping(FOR_EVER);
            stubborn.complete(task.pid());
            return task.shutdown();
        });
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(node.processes()).contains(stubborn.join());
        assertThat(owner.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        owner.get();
        assertThat(node.processes()).doesNotContain(stubborn.join());
    }

    @Test
    @Tag("T6")
    void aShutdownWithoutEndWaitsForATaskThatTakesItsTime() throws Exception {
        var owner = beside(() -> {
            Task<String> task = trapping(() -> {
                toldToExit();
                return Processes.receive(message -> message.equals("go") ? () -> "cleaned up" : null);
            });
            Processes.register(task.pid(), "slow");
            return task.shutdown(Timeouts.INFINITY);
        });
        until(() -> node.whereis("slow").isPresent());
        untilItWaits(owner.pid());
        clock.advance(Duration.ofDays(1000));
        Processes.send(node.whereis("slow").orElseThrow(), "go");
        assertThat(owner.get()).isEqualTo(new Ok<>("cleaned up"));
    }

    // ---- T7: kill ----

    @Test
    @Tag("T7")
    void aBrutalKillGivesNothingEvenOfATaskThatTrapsExits() throws Exception {
        run(() -> {
            Task<String> task = trapping(FOR_EVER);
            assertThat(task.brutalKill()).isEqualTo(new Nothing<>());
            assertThat(info(task.pid())).isEmpty();
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T7")
    void aTaskThatHadToBeKilledAfterTheTimeoutIsReportedAsKilled() throws Exception {
        run(() -> {
            assertThat(trapping(FOR_EVER).shutdown(Duration.ZERO)).isEqualTo(new Exited<>(ExitReason.KILLED));
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T7")
    void whichDeathIsTheOneThatWasMeantDependsOnHowTheTaskWasToldToEnd() throws Exception {
        runTrapping(() -> {
            assertThat(deadByKill().brutalKill()).isEqualTo(new Nothing<>());
            assertThat(deadByKill().shutdown()).isEqualTo(new Exited<>(ExitReason.KILLED));
            assertThat(dead(Task.async(() -> exit(ExitReason.SHUTDOWN))).brutalKill())
                    .isEqualTo(new Exited<>(ExitReason.SHUTDOWN));
            return null;
        });
    }

    private static Task<String> deadByKill() {
        Task<String> task = Task.async(FOR_EVER);
        Processes.exit(task.pid(), ExitReason.KILL);
        return dead(task);
    }

    @Test
    @Tag("T7")
    void aTaskThatOnlyComputesIsKilledThoughItsThreadRunsOnUntilItReturns() throws Exception {
        var enough = new AtomicBoolean();
        var computes = new CountDownLatch(1);
        run(() -> {
            Task<String> task = Task.async(() -> {
                computes.countDown();
                while (!enough.get()) {
                    Thread.onSpinWait();
                }
                return "too late";
            });
            computes.await();
            assertThat(task.brutalKill()).isEqualTo(new Nothing<>());
            assertThat(self().node().lingering()).containsExactly(task.pid());
            enough.set(true);
            until(() -> node.lingering().isEmpty());
            assertNothingIsLeft();
            return null;
        });
    }

    // ---- T8: what has been taken is gone ----

    @Test
    @Tag("T8")
    void aTaskWhoseResultHasBeenTakenIsNoproc() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            task.await();
            dead(task);
            assertThat(task.shutdown()).isEqualTo(new Exited<>(ExitReason.NOPROC));
            assertThat(task.brutalKill()).isEqualTo(new Exited<>(ExitReason.NOPROC));
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T8")
    void aTaskWhoseDownHasBeenTakenIsNoproc() throws Exception {
        runTrapping(() -> {
            Task<String> task = Task.async(() -> exit(BOOM));
            assertThat(task.yield()).isEqualTo(new Exited<>(BOOM));
            assertThat(task.shutdown()).isEqualTo(new Exited<>(ExitReason.NOPROC));
            assertThat(leftovers().mailbox()).containsExactly(new Exit(task.pid(), BOOM));
            return null;
        });
    }
}
