package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnMonitor;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import otp.testkit.log.LogCapture;

/** What the JVM does otherwise than the BEAM, and what this module makes of it: the evidence for the list in its README. */
class JvmLimitsTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void anExitSignalTakesEffectOnTheSendersThreadBeforeExitReturns() throws Exception {
        node.run(() -> {
            var releasedOn = new CompletableFuture<Thread>();
            Pid victim = spawn(() -> receive(_ -> null));
            own(victim, (_, _) -> releasedOn.complete(Thread.currentThread()));
            exit(victim, ExitReason.KILL);
            assertThat(isAlive(victim)).isFalse();
            assertThat(releasedOn).isCompletedWithValue(Thread.currentThread());
        });
    }

    @Test
    void aMessageIsSharedAndNotCopied() throws Exception {
        node.run(() -> {
            var mutable = new ArrayList<>(List.of("sent"));
            Pid me = self();
            Pid receiver = spawn(() -> receive(message -> () -> {
                ((List<?>) message).clear();
                send(me, "done");
                return true;
            }));
            send(receiver, mutable);
            receive(message -> message.equals("done") ? () -> true : null);
            assertThat(mutable).isEmpty();
        });
    }

    @Test
    void anOutOfMemoryErrorEndsTheProcessItIsThrownInAndNoOther() throws Exception {
        node.run(() -> {
            Pid bystander = spawn(() -> receive(_ -> null));
            var failing = spawnMonitor(() -> {
                throw new OutOfMemoryError("no heap is this large");
            });
            ExitReason reason = receive(message ->
                    message instanceof Down(var ref, var _, var why) && ref == failing.ref() ? () -> why : null);
            assertThat(reason)
                    .isInstanceOfSatisfying(
                            ExitReason.Crash.class,
                            crash -> assertThat(crash.error()).isInstanceOf(OutOfMemoryError.class));
            assertThat(isAlive(bystander)).isTrue();
        });
        log.await(line -> line.error() instanceof OutOfMemoryError);
    }

    private static final int PROCESSORS = Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());

    private interface Poll {
        boolean finds();
    }

    private static final ServerName LATE = new ServerName.Local("late");

    static final List<Poll> POLLS = List.of(
            () -> Processes.whereis("late").isPresent(),
            () -> ServerRef.named("late").whereis() != null,
            () -> {
                try {
                    Gen.call("call", LATE, ServerRef.named("late").whereis(), _ -> "request", Duration.ZERO);
                    return true;
                } catch (ProcessExit exit) {
                    return exit.reason() instanceof ExitReason.CallFailed(var why, var _, var _, var _, var _)
                            && why != ExitReason.NOPROC;
                }
            },
            () -> Processes.receive(
                    _ -> null, Duration.ZERO, () -> self().node().registered().contains("late")));

    @ParameterizedTest
    @FieldSource("POLLS")
    void whoAsksInVainOverAndOverLetsTheOthersRunAtTimes(Poll poll) throws Exception {
        var polling = new CountDownLatch(PROCESSORS);
        var found = new CountDownLatch(PROCESSORS);
        for (int i = 0; i < PROCESSORS; i++) {
            node.spawn(() -> {
                polling.countDown();
                while (!poll.finds()) {
                    // ask again at once
                }
                found.countDown();
            });
        }
        polling.await();
        node.spawn(() -> {
            Processes.register(Processes.self(), "late");
            Processes.receive(message -> null);
        });
        assertThat(found.await(10, TimeUnit.SECONDS)).as("all have found it").isTrue();
    }

    @Test
    void nobodyIsPreemptedSoAsManyLoopsAsProcessorsKeepAllOthersWaiting() throws Exception {
        var stop = new AtomicBoolean();
        var running = new CountDownLatch(PROCESSORS);
        var turns = new ArrayList<AtomicLong>();
        for (int i = 0; i < PROCESSORS; i++) {
            var count = new AtomicLong();
            turns.add(count);
            node.spawn(() -> {
                running.countDown();
                while (!stop.get()) {
                    count.incrementAndGet();
                }
            });
        }
        running.await();
        var late = new CompletableFuture<Boolean>();
        node.spawn(() -> late.complete(true));
        for (AtomicLong count : turns) {
            long goal = count.get() + 1_000_000;
            while (count.get() < goal) {
                Thread.onSpinWait();
            }
        }
        assertThat(late).isNotDone();
        stop.set(true);
        assertThat(late.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void termsAreEqualByValueSoNoTableOfAtomsIsNeeded() {
        assertThat(ExitReason.term(new String("boom"))).isEqualTo(ExitReason.term("boom"));
        for (int i = 0; i < 2_000_000; i++) {
            // As many new atoms would end a BEAM node: its table holds 1,048,576 of them and is never cleaned.
            assertThat(node.whereis("name " + i)).isEmpty();
        }
    }

    @Test
    void aPidThatIsKeptDoesNotKeepWhatItsDeadProcessHeld() throws Exception {
        var state = new Object[] {new byte[1 << 20]};
        var seen = new WeakReference<>(state[0]);
        Pid pid = spawnHolding(state);
        state[0] = "gone";
        node.exit(pid, ExitReason.KILL);
        Awaitility.await().until(() -> {
            System.gc();
            return seen.get() == null;
        });
        assertThat(isAlive(pid)).isFalse();
    }

    private Pid spawnHolding(Object[] box) {
        Object held = box[0];
        return node.spawn(() -> {
            send(self(), held);
            receive(message -> message == "never" ? () -> held : null);
        });
    }

    @Test
    void linkAndMonitorDoNotWaitForAProcessThatOnlyComputes() throws Exception {
        var stop = new AtomicBoolean();
        var computing = new CompletableFuture<Pid>();
        node.spawn(() -> {
            computing.complete(self());
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        Pid busy = computing.get();
        node.run(() -> {
            Processes.trapExit(true);
            link(busy);
            Ref ref = monitor(busy);
            exit(busy, ExitReason.KILL);
            assertThat(Processes.<Object>receive(any -> () -> any)).isEqualTo(new Exit(busy, ExitReason.KILLED));
            assertThat(Processes.<Object>receive(any -> () -> any)).isEqualTo(new Down(ref, busy, ExitReason.KILLED));
        });
        assertThat(node.lingering()).containsExactly(busy);
        stop.set(true);
    }
}
