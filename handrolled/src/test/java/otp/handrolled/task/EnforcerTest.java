package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.unlink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

class EnforcerTest extends TaskTest {
    private record Caller(Pid pid, Pid task, Pid enforcer) {}

    /** A process that has unlinked its task and, if asked to, sent the exit signal it has promised. */
    private Caller unlinkedItsTask(boolean sentTheSignal) throws Exception {
        var ready = new CompletableFuture<Caller>();
        node.spawn(() -> {
            Task<String> task = trapping(FOR_EVER);
            Pid enforcer = Enforcer.standBy(task.pid(), ExitReason.KILL);
            unlink(task.pid());
            if (sentTheSignal) {
                Enforcer.standDown(enforcer);
            }
            ready.complete(new Caller(task.owner(), task.pid(), enforcer));
            receive(message -> null);
        });
        return ready.get(10, TimeUnit.SECONDS);
    }

    @Test
    @Tag("T9")
    void aCallerThatDiesBetweenTheUnlinkAndTheExitSignalHasTheSignalSentForIt() throws Exception {
        Caller caller = unlinkedItsTask(false);
        kill(caller.pid());
        run(() -> downOf(caller.task()));
        assertThat(isAlive(caller.task())).isFalse();
    }

    @Test
    @Tag("T9")
    void aCallerThatDiesAfterTheSignalCausesNoSecondOne() throws Exception {
        Caller caller = unlinkedItsTask(true);
        run(() -> downOf(caller.enforcer()));
        kill(caller.pid());
        assertThat(isAlive(caller.task())).isTrue();
    }

    @RepeatedTest(100)
    @Tag("T9")
    void noTaskOutlivesACallerThatIsKilledWhileItShutsItDown() throws Exception {
        var task = new CompletableFuture<Pid>();
        var shutsDown = new CountDownLatch(1);
        Pid caller = node.spawn(() -> {
            Task<String> linked = Task.async(FOR_EVER);
            task.complete(linked.pid());
            shutsDown.countDown();
            linked.shutdown();
            receive(message -> null);
        });
        shutsDown.await();
        node.exit(caller, ExitReason.KILL);
        run(() -> downOf(task.join()));
        assertThat(isAlive(task.join())).isFalse();
    }
}
