package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;

class EnforcerTest extends TaskTest {
    private record Caller(Pid pid, Pid task) {}

    /** A process that has taken so many of the three steps of an orderly shutdown of its task, and then no more. */
    private Caller afterStep(int steps) throws Exception {
        var caller = new CompletableFuture<Caller>();
        node.spawn(() -> {
            Task<String> task = Task.async(FOR_EVER);
            Enforcer.steps(task.pid(), ExitReason.SHUTDOWN).subList(0, steps).forEach(Runnable::run);
            caller.complete(new Caller(self(), task.pid()));
            receive(message -> null);
        });
        return caller.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @Tag("T9")
    void afterWhicheverStepTheCallerDiesItsTaskDiesToo(int steps) throws Exception {
        Caller caller = afterStep(steps);
        kill(caller.pid());
        until(() -> info(caller.task()).isEmpty());
    }

    @Test
    @Tag("T9")
    void aCallerThatDiesBetweenTheUnlinkAndTheSignalHasThatVerySignalSentForIt() throws Exception {
        Caller caller = afterStep(1);
        run(() -> {
            var monitor = monitor(caller.task());
            exit(caller.pid(), ExitReason.KILL);
            assertThat(downOf(monitor)).as("not the reason of the caller").isEqualTo(ExitReason.SHUTDOWN);
            return null;
        });
    }

    @Test
    @Tag("T9")
    void theTaskIsToldOnceAndTheEnforcerIsGone() throws Exception {
        run(() -> {
            Pid caller = self();
            Task<String> task = trapping(() -> {
                while (true) {
                    Object message = receive(any -> () -> any);
                    send(caller, message);
                }
            });
            Enforcer.unlinkAndExit(task.pid(), ExitReason.SHUTDOWN);
            expect(new Exit(caller, ExitReason.SHUTDOWN));
            until(() -> node.processes().equals(List.of(caller, task.pid())));
            send(task.pid(), "nothing came in between");
            expect("nothing came in between");
            assertThat(info(task.pid()).map(ProcessInfo::links).orElseThrow()).isEmpty();
            return null;
        });
    }

    @RepeatedTest(100)
    @Tag("T9")
    void noTaskOutlivesACallerThatIsKilledWhileItShutsItDown() throws Exception {
        var task = new CompletableFuture<Pid>();
        Pid caller = node.spawn(() -> {
            Task<String> linked = Task.async(FOR_EVER);
            task.complete(linked.pid());
            linked.shutdown();
            receive(message -> null);
        });
        task.get(10, TimeUnit.SECONDS);
        node.exit(caller, ExitReason.KILL);
        until(() -> info(task.join()).isEmpty());
    }
}
