package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.trapExit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;
import otp.testkit.log.LogLine;

/** How a process ends, and what is left of it. What is thrown in Java is always a Throwable: there is no {@code nocatch}. */
class DeathTest extends ProcessTest {
    private static ExitReason reasonOf(ProcessBody body) {
        return downOf(spawnMonitor(body).ref());
    }

    private static int deeper(int depth) {
        return depth == Integer.MAX_VALUE ? depth : 1 + deeper(depth + 1);
    }

    @Test
    @Tag("P11")
    void aProcessThatReturnsExitsNormally() throws Exception {
        node.run(() -> assertThat(reasonOf(() -> {})).isEqualTo(ExitReason.NORMAL));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("P11")
    void exitIsTheReasonAndIsNotLogged() throws Exception {
        node.run(() -> assertThat(reasonOf(ProcessTest::boom)).isEqualTo(BOOM));
        assertThat(log.lines()).isEmpty();
    }

    static Stream<Throwable> anythingThrown() {
        return Stream.of(
                new IllegalStateException("an exception"),
                new IOException("a checked exception"),
                new AssertionError("an error"),
                new OutOfMemoryError("as if"),
                new LinkageError("as if"),
                new Throwable("neither an exception nor an error") {
                    private static final long serialVersionUID = 1L;
                });
    }

    @ParameterizedTest
    @MethodSource("anythingThrown")
    @Tag("P11")
    void whateverIsThrownAndNotCaughtIsTheReasonWithItsStackAndIsLoggedOnce(Throwable thrown) throws Exception {
        node.run(() -> assertThat(reasonOf(() -> DeathTest.<RuntimeException>raise(thrown)))
                .isEqualTo(new ExitReason.Crash(thrown)));
        LogLine line = log.await(any -> true);
        assertThat(line.level()).isEqualTo(Level.ERROR);
        assertThat(line.error()).isSameAs(thrown);
        assertThat(log.lines()).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    @Tag("P11")
    void aStackOverflowEndsOneProcessAndTheNodeLivesOn() throws Exception {
        node.run(() -> {
            assertThat(reasonOf(() -> deeper(0)))
                    .isInstanceOfSatisfying(
                            ExitReason.Crash.class,
                            crash -> assertThat(crash.error()).isInstanceOf(StackOverflowError.class));
            assertThat(reasonOf(() -> {})).isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    @Tag("P11")
    void anExceptionThatCannotEvenBePrintedStillEndsItsProcessInOrder() throws Exception {
        var unprintable = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        node.run(() -> assertThat(reasonOf(() -> {
                    throw unprintable;
                }))
                .isEqualTo(new ExitReason.Crash(unprintable)));
        log.await(line -> line.message().contains("cannot be printed"));
    }

    @Test
    @Tag("P11")
    void whatIsCaughtIsNoReasonToEnd() throws Exception {
        node.run(() -> assertThat(reasonOf(() -> {
                    try {
                        boom();
                    } catch (ProcessExit caught) {
                        assertThat(caught.reason()).isEqualTo(BOOM);
                    }
                }))
                .isEqualTo(ExitReason.NORMAL));
    }

    @Test
    @Tag("P9")
    void fromTheMomentItIsToldToExitAProcessIsNotAliveAndHasNoInfo() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            assertThat(isAlive(pid)).isTrue();
            assertThat(info(pid)).isPresent();
            assertThat(node.processes()).contains(pid);
            exit(pid, BOOM);
            assertThat(isAlive(pid)).isFalse();
            assertThat(info(pid)).isEmpty();
            assertThat(node.processes()).doesNotContain(pid);
        });
    }

    @Test
    @Tag("P9")
    void aProcessIsNotAliveWhenItsDownComes() throws Exception {
        node.run(() -> {
            for (int i = 0; i < 1_000; i++) {
                Spawned spawned = spawnMonitor(() -> {});
                downOf(spawned.ref());
                assertThat(isAlive(spawned.pid())).isFalse();
                assertThat(info(spawned.pid())).isEmpty();
            }
        });
    }

    @Test
    @Tag("P9")
    void aSecondExitSignalDoesNotChangeTheReason() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref monitor = monitor(pid);
            exit(pid, BOOM);
            exit(pid, ExitReason.term("second"));
            exit(pid, ExitReason.KILL);
            assertThat(downOf(monitor)).isEqualTo(BOOM);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P9")
    void whatACondemnedProcessThrowsOnItsWayOutIsNeitherItsReasonNorLogged() throws Exception {
        var begun = new CountDownLatch(1);
        var throwing = new CountDownLatch(1);
        node.run(() -> {
            Pid pid = spawn(() -> {
                try {
                    begun.countDown();
                    idle();
                } finally {
                    throwing.countDown();
                    raise(new IllegalStateException("on the way out"));
                }
            });
            Ref monitor = monitor(pid);
            await(begun);
            exit(pid, BOOM);
            await(throwing);
            assertThat(downOf(monitor)).isEqualTo(BOOM);
        });
        node.close();
        assertThat(log.lines()).isEmpty();
    }

    /** Goes down until the stack is full, and on the way up kills one victim in each frame. */
    @SuppressWarnings("InfiniteRecursion") // that it ends with a full stack is what it is for
    private static void dive(Iterator<Pid> victims) {
        try {
            dive(victims);
        } catch (StackOverflowError full) {
            // Here is the bottom. Each frame above has a little more room than the one below.
        }
        if (victims.hasNext()) {
            exit(victims.next(), ExitReason.KILL);
        }
    }

    @Test
    @Tag("P8")
    @Tag("M1")
    void aDeathThatIsBroughtAboutOnAFullStackIsToldWholeOrDoesNotHappen() throws Exception {
        Set<Pid> released = ConcurrentHashMap.newKeySet();
        node.run(() -> {
            trapExit(true);
            List<Pid> victims = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Pid victim = spawnLink(ProcessTest::idle);
                register(victim, "victim " + i);
                monitor(victim);
                own(victim, (owner, _) -> released.add(owner));
                victims.add(victim);
            }
            Pid killer = spawn(() -> dive(victims.iterator()));
            awaitDeath(killer);
            List<Pid> dead = victims.stream().filter(pid -> !isAlive(pid)).toList();
            List<Object> told = flush();
            assertThat(dead).isNotEmpty();
            assertThat(told.stream().filter(Exit.class::isInstance).map(exit -> ((Exit) exit).from()))
                    .containsExactlyInAnyOrderElementsOf(dead);
            assertThat(told.stream().filter(Down.class::isInstance).map(down -> ((Down) down).object()))
                    .containsExactlyInAnyOrderElementsOf(dead);
            assertThat(released).containsExactlyInAnyOrderElementsOf(dead);
            assertThat(node.registered()).hasSize(victims.size() - dead.size());
            victims.forEach(victim -> exit(victim, ExitReason.KILL));
        });
    }
}
