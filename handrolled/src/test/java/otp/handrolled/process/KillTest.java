package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process ends when it is told to, not when it next calls the runtime. Its thread, which no JVM can stop, may run on; nobody
 * has to wait for it.
 */
class KillTest extends ProcessTest {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch computing = new CountDownLatch(1);

    /** Computes, and never calls the runtime. It gives way, so that the test also ends where there is a single core. */
    private void compute() {
        computing.countDown();
        while (!stop.get()) {
            Thread.yield();
        }
    }

    @Test
    @Tag("L5")
    @Tag("L12")
    @Tag("M1")
    @Tag("P8")
    void aKillInACpuLoopReleasesAndTellsAllAtOnceAndOnlyTheThreadLingers() throws Exception {
        try {
            node.run(() -> {
                trapExit(true);
                var released = new AtomicBoolean();
                Pid busy = spawn(() -> {
                    register(self(), "busy");
                    own((owner, reason) -> released.set(true));
                    compute();
                });
                await(computing);
                link(busy);
                Ref monitor = monitor(busy);
                assertThat(node.lingering()).isEmpty();

                exit(busy, ExitReason.KILL);

                // All of it has happened by now: nothing here waits.
                assertThat(flush())
                        .containsExactly(new Exit(busy, ExitReason.KILLED), new Down(monitor, busy, ExitReason.KILLED));
                assertThat(node.whereis("busy")).isEmpty();
                assertThat(released).isTrue();
                assertThat(node.processes()).doesNotContain(busy);
                assertThat(node.lingering()).containsExactly(busy);
                assertThat(ProcessInfo.of(busy).status()).isEqualTo(ProcessInfo.Status.EXITING);
            });
        } finally {
            stop.set(true);
        }
        awaitNoneLinger();
    }

    @Test
    @Tag("L12")
    @Tag("L2")
    void theEndOfALinkedProcessAlsoEndsOneInACpuLoop() throws Exception {
        try {
            node.run(() -> {
                Pid peer = spawn(ProcessTest::idle);
                Spawned busy = spawnMonitor(() -> {
                    link(peer);
                    compute();
                });
                await(computing);
                exit(peer, BOOM);
                assertThat(flush()).containsExactly(new Down(busy.ref(), busy.pid(), BOOM));
            });
        } finally {
            stop.set(true);
        }
        awaitNoneLinger();
    }

    @Test
    @Tag("L12")
    @Tag("L3")
    @Tag("L4")
    void signalsThatEndNobodyLeaveACpuLoopAlone() throws Exception {
        try {
            node.run(() -> {
                Pid trapping = spawn(() -> {
                    trapExit(true);
                    compute();
                });
                await(computing);
                exit(trapping, BOOM);
                exit(trapping, ExitReason.NORMAL);
                assertThat(Processes.isAlive(trapping)).isTrue();
                assertThat(ProcessInfo.of(trapping).mailbox()).isEqualTo(2);
                assertThat(node.lingering()).isEmpty();
            });
        } finally {
            stop.set(true);
        }
    }

    @Test
    @Tag("L12")
    @Tag("P1")
    void whatALingeringProcessDoesIsNotHeard() throws Exception {
        var tried = new CountDownLatch(1);
        try {
            node.run(() -> {
                Pid me = self();
                Pid busy = spawn(() -> {
                    compute();
                    try {
                        send(me, "from the dead");
                    } finally {
                        tried.countDown();
                    }
                });
                await(computing);
                exit(busy, ExitReason.KILL);
                stop.set(true);
                await(tried);
                assertThat(flush()).isEmpty();
            });
        } finally {
            stop.set(true);
        }
    }

    @Test
    @Tag("L11")
    @Tag("L12")
    void codeThatSwallowsEveryThrowableIsDeadToo() throws Exception {
        var begun = new CountDownLatch(1);
        var swallowed = new CountDownLatch(3);
        node.run(() -> {
            Spawned stubborn = spawnMonitor(() -> {
                begun.countDown();
                while (swallowed.getCount() > 0) {
                    try {
                        idle();
                    } catch (Throwable t) {
                        swallowed.countDown();
                    }
                }
            });
            await(begun);
            exit(stubborn.pid(), ExitReason.SHUTDOWN);
            assertThat(downOf(stubborn.ref())).isEqualTo(ExitReason.SHUTDOWN);
            await(swallowed);
        });
        awaitNoneLinger();
        assertThat(log.lines()).isEmpty();
    }

    interface Blocking {
        void call() throws Exception;
    }

    static Stream<Blocking> blockingCalls() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        var semaphore = new Semaphore(0);
        var lock = new ReentrantLock();
        return Stream.of(
                () -> Thread.sleep(Duration.ofDays(1)),
                queue::take,
                semaphore::acquire,
                () -> {
                    synchronized (queue) {
                        while (queue.isEmpty()) {
                            queue.wait();
                        }
                    }
                },
                () -> {
                    lock.lock();
                    var never = lock.newCondition();
                    while (queue.isEmpty()) {
                        never.await();
                    }
                },
                () -> {
                    try (var server = new java.net.ServerSocket(0)) {
                        server.accept();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("blockingCalls")
    @Tag("L12")
    void anExitSignalEndsAWaitInABlockingCallOfTheJdk(Blocking call) throws Exception {
        var blocking = new CountDownLatch(1);
        node.run(() -> {
            Spawned blocked = spawnMonitor(() -> {
                blocking.countDown();
                call.call();
            });
            await(blocking);
            exit(blocked.pid(), BOOM);
            assertThat(downOf(blocked.ref())).isEqualTo(BOOM);
        });
        awaitNoneLinger();
        assertThat(log.lines()).as("the interrupt is no crash").isEmpty();
    }

    @Test
    @Tag("L12")
    void anExitSignalEndsAWaitForAReply() throws Exception {
        node.run(() -> {
            Pid silent = spawn(ProcessTest::idle);
            Spawned caller = spawnMonitor(
                    () -> Gen.<Object, String>call("call", silent, silent, from -> from, Timeouts.INFINITY));
            Awaitility.await().until(() -> ProcessInfo.of(silent).mailbox() == 1);
            exit(caller.pid(), BOOM);
            assertThat(downOf(caller.ref())).isEqualTo(BOOM);
            Requests.awaitNoneHeldBy(silent);
        });
        awaitNoneLinger();
    }

    @Test
    void anInterruptOfALivingProcessEndsItsReceiveAndCanBeCaught() throws Exception {
        node.run(() -> {
            Spawned waiting = spawnMonitor(() -> {
                try {
                    idle();
                } catch (ProcessExit exit) {
                    assertThat(exit.reason()).isEqualTo(ExitReason.term("interrupted"));
                    exit(ExitReason.term("caught, and still here: " + next()));
                }
            });
            Requests.threadOf(waiting.pid()).interrupt();
            send(waiting.pid(), "mail");
            assertThat(downOf(waiting.ref())).isEqualTo(ExitReason.term("caught, and still here: mail"));
        });
    }
}
