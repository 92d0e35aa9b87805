package otp.supervision.handrolled;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;

/** What "restarted" means in OTP: another process. In the Akka lane it is the same actor, with the same mailbox. */
class AfterARestartTest extends PlaygroundTest {

    @Test
    @Tag("S5")
    void anotherProcessRunsWithANewPidAndTheOldOneIsDead() throws Exception {
        inThePlayground(() -> {
            Pid old = pid("b");
            crash("b", "one_for_one");
            assertThat(pid("b")).isNotEqualTo(old);
            assertThat(isAlive(old)).isFalse();
            assertThat(isAlive(pid("b"))).isTrue();
        });
    }

    @Test
    @Tag("P8")
    void theNameMovesToTheNewPid() throws Exception {
        inThePlayground(() -> {
            ServerRef<Worker.Message> byName = Worker.named("b");
            crash("b", "one_for_one");
            Worker.remember(byName, "to whom it may concern");
            assertThat(Worker.recall(byName)).containsExactly("to whom it may concern");
        });
    }

    @Test
    @Tag("P1")
    @Tag("G8")
    void whoHasKeptTheOldPidTalksToTheDead() throws Exception {
        inThePlayground(() -> {
            ServerRef<Worker.Message> byPid = ServerRef.of(pid("b"));
            crash("b", "one_for_one");
            Worker.remember(byPid, "hello?"); // lost without a word
            var exit = catchThrowableOfType(ProcessExit.class, () -> Worker.recall(byPid));
            assertThat(((CallFailed) exit.reason()).reason()).isEqualTo(ExitReason.NOPROC);
            assertThat(Worker.recall(Worker.named("b"))).isEmpty();
        });
    }

    @Test
    @Tag("S5")
    void messagesThatWereQueuedBehindTheCrashAreGone() throws Exception {
        inThePlayground(() -> {
            ServerRef<Worker.Message> b = ServerRef.of(pid("b"));
            Ref down = monitor(b.pid());
            Sys.suspend(b);
            Worker.remember(b, "before the crash");
            Worker.crash(b, "boom");
            Worker.remember(b, "behind the crash");
            Worker.remember(b, "behind the crash, too");
            assertThat(info(b.pid()).orElseThrow().mailbox()).isEqualTo(4);
            Sys.resume(b);
            assertCrashed(downOf(down));
            settle("one_for_one");
            assertThat(Worker.recall(Worker.named("b"))).isEmpty();
        });
    }

    @Test
    @Tag("M1")
    void aMonitorHearsTheReasonOnceAndNothingOfTheNewOne() throws Exception {
        inThePlayground(() -> {
            Ref down = monitor(pid("b"));
            crash("b", "one_for_one");
            assertCrashed(downOf(down));
            crash("b", "one_for_one");
            assertThat(OnANode.flush()).isEmpty();
        });
    }

    @Test
    @Tag("L7")
    void aLinkedProcessThatTrapsExitsHearsTheReason() throws Exception {
        inThePlayground(() -> {
            Pid b = pid("b");
            trapExit(true);
            link(b);
            crash("b", "one_for_one");
            ExitReason reason =
                    receive(message -> message instanceof Exit(var from, var why) && from == b ? () -> why : null);
            assertCrashed(reason);
        });
    }

    @Test
    @Tag("L2")
    void aLinkedProcessThatDoesNotTrapExitsDiesWithIt() throws Exception {
        inThePlayground(() -> {
            Pid b = pid("b");
            var linked = new CompletableFuture<Boolean>();
            Pid friend = on.node.spawn(() -> {
                link(b);
                linked.complete(true);
                receive(_ -> null);
            });
            linked.get();
            Ref down = monitor(friend);
            crash("b", "one_for_one");
            assertCrashed(downOf(down));
        });
    }

    @Test
    @Tag("G8")
    void whoWaitsForAnAnswerIsToldOfTheCrashAtOnce() throws Exception {
        inThePlayground(() -> {
            ServerRef<Worker.Message> b = ServerRef.of(pid("b"));
            Sys.suspend(b);
            Worker.crash(b, "boom");
            var asking = on.beside(() -> Worker.recall(b));
            on.clock.awaitWaiting(1);
            Sys.resume(b);
            var exit = catchThrowableOfType(
                    ExecutionException.class, () -> asking.outcome().get(10, SECONDS));
            assertCrashed(((CallFailed) ((ProcessExit) exit.getCause()).reason()).reason());
        });
    }

    @Test
    @Tag("L7")
    void aWorkerThatTrapsExitsTakesAForeignExitSignalForAMessage() throws Exception {
        inThePlayground(() -> {
            Pid b = pid("b");
            exit(b, BOOM);
            assertThat(Worker.recall(Worker.named("b"))).isEmpty();
            assertThat(pid("b")).isEqualTo(b);
            assertThat(said()).isEmpty();
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith("Worker " + b + " received an unexpected message"));
        });
    }

    @Test
    @Tag("L5")
    @Tag("G17")
    void killCannotBeTrappedAndTerminateDoesNotRun() throws Exception {
        inThePlayground(() -> {
            ExitReason seen = end("b", "one_for_one", b -> exit(b.pid(), ExitReason.KILL));
            assertThat(seen).isEqualTo(ExitReason.KILLED);
            assertThat(said()).isEqualTo(List.of("b started"));
        });
    }
}
