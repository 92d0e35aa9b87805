package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NodeTest extends ProcessTest {
    @Test
    void runGivesBackWhatTheCodeReturnedAlsoNull() throws Exception {
        assertThat(node.<Integer>run(() -> 42)).isEqualTo(42);
        assertThat(node.<Object>run(() -> null)).isNull();
        assertThat(node.processes()).as("gone when run returns").isEmpty();
    }

    @Test
    void runThrowsWhatTheCodeThrewAndLogsNothing() {
        var checked = new IOException("checked");
        var error = new AssertionError("error");
        assertThatThrownBy(() -> node.run(() -> {
                    throw checked;
                }))
                .isSameAs(checked);
        assertThatThrownBy(() -> node.run(() -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void runThrowsTheExitOfItsProcess() {
        assertThatThrownBy(() -> node.run(ProcessTest::boom))
                .isInstanceOfSatisfying(
                        ProcessExit.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
        assertThatThrownBy(() -> node.run(() -> exit(self(), ExitReason.KILL)))
                .isInstanceOfSatisfying(
                        ProcessExit.class, exit -> assertThat(exit.reason()).isEqualTo(ExitReason.KILLED));
    }

    @Test
    void aThreadThatIsInterruptedInRunKillsTheProcess() throws Exception {
        var pid = new CompletableFuture<Pid>();
        var outcome = new CompletableFuture<Throwable>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                node.run(() -> {
                    pid.complete(self());
                    idle();
                });
            } catch (Throwable thrown) {
                outcome.complete(thrown);
            }
        });
        Pid running = pid.get(10, TimeUnit.SECONDS);
        caller.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ProcessExit.class)
                .hasMessage("interrupted");
        assertThat(isAlive(running)).isFalse();
    }

    @Test
    void closeKillsEveryProcessAlsoThoseThatTrapExits() {
        var traps = new CountDownLatch(1);
        Pid trapping = node.spawn(() -> {
            Processes.trapExit(true);
            traps.countDown();
            while (true) {
                next();
            }
        });
        Pid other = node.spawn(ProcessTest::idle);
        await(traps);
        node.close();
        node.close();
        assertThat(isAlive(trapping)).isFalse();
        assertThat(isAlive(other)).isFalse();
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void aProcessCanCloseItsOwnNode() throws Exception {
        var other = node.spawn(ProcessTest::idle);
        assertThatThrownBy(() -> node.run(node::close))
                .isInstanceOfSatisfying(
                        ProcessExit.class, exit -> assertThat(exit.reason()).isEqualTo(ExitReason.KILLED));
        assertThat(isAlive(other)).isFalse();
    }

    @Test
    @Tag("P1")
    @Tag("M1")
    void processesOfTwoNodesCanTalkAndWatch() throws Exception {
        Node far = Node.start(clock);
        node.run(() -> {
            Pid me = self();
            Pid there = far.spawn(() -> {
                send(me, self().node());
                idle();
            });
            assertThat(next()).isEqualTo(far);
            Ref monitor = Processes.monitor(there);
            far.close();
            assertThat(next()).isEqualTo(new Down(monitor, there, ExitReason.KILLED));
        });
    }

    @Test
    void theOldestProcessIsListedFirst() throws Exception {
        node.run(() -> {
            Pid first = spawn(ProcessTest::idle);
            Pid second = spawn(ProcessTest::idle);
            assertThat(Processes.list()).containsExactly(self(), first, second).isSorted();
        });
    }
}
