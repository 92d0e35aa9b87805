package otp.concurrency.handrolled;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static otp.concurrency.Anything.await;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.AsyncContract;
import otp.concurrency.handrolled.Async.Outcome;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Ref;
import otp.testkit.log.LogCapture;

class AsyncTest extends AsyncContract {
    // The capture begins first and ends last: a process may crash, and say so, until the node is closed.
    @RegisterExtension
    @Order(1)
    final LogCapture log = LogCapture.of("otp");

    @RegisterExtension
    @Order(2)
    final OnANode on = new OnANode();

    // ---- the contract ----

    @Override
    protected Owner owner(How how, @Nullable Callable<?> function, Duration timeout) {
        var seen = new CompletableFuture<Seen>();
        var leftovers = on.beside(() -> {
            Async<?> task = Async.execute(function);
            seen.complete(see(how, task, timeout));
            awaitEndOf(task.pid());
            return OnANode.flush();
        });
        return new Owner() {
            @Override
            public Seen seen() throws Exception {
                return seen.get(10, SECONDS);
            }

            @Override
            public boolean waits() {
                return !seen.isDone();
            }

            @Override
            public List<?> leftovers() throws Exception {
                return leftovers.outcome().get(10, SECONDS);
            }
        };
    }

    private static Seen see(How how, Async<?> task, Duration timeout) {
        return switch (how) {
            case AWAIT -> {
                try {
                    yield new Seen.Value(Async.await(task, timeout));
                } catch (ProcessExit exit) {
                    ExitReason reason = ((CallFailed) exit.reason()).reason();
                    yield reason == ExitReason.TIMEOUT ? new Seen.TimedOut() : failure(reason);
                }
            }
            case AWAIT_OR_KILL ->
                switch (Async.awaitOrKill(task, timeout)) {
                    case Outcome.Ok<?>(var value) -> new Seen.Value(value);
                    case Outcome.Exited<?>(var reason) -> failure(reason);
                    case Outcome.Killed<?>() -> new Seen.Killed();
                };
        };
    }

    private static Seen failure(ExitReason reason) {
        return new Seen.Failure(((ExitReason.Crash) reason).error());
    }

    private static ExitReason awaitEndOf(Pid pid) {
        Ref monitor = monitor(pid);
        return receive(
                message -> message instanceof Down(var ref, var _, var reason) && ref == monitor ? () -> reason : null);
    }

    @Override
    protected Throwable refusal(How how, @Nullable Callable<?> function, Duration timeout) throws Exception {
        return on.beside(() -> catchThrowable(() -> see(how, Async.execute(function), timeout)))
                .outcome()
                .get(10, SECONDS);
    }

    @Override
    protected void ownerThatEnds(Callable<?> function, CountDownLatch when, @Nullable RuntimeException crash) {
        on.node.spawn(() -> {
            Async.execute(function);
            when.await();
            if (crash != null) {
                throw crash;
            }
        });
    }

    @Override
    protected void timeoutIsSet() throws Exception {
        on.clock.awaitWaiting(1);
    }

    @Override
    protected void pass(Duration time) {
        on.clock.advance(time);
    }

    // ---- what only this lane does ----

    @Test
    void anAwaitThatFailsSaysWhatWasAwaitedAndWhy() throws Exception {
        var error = new IllegalStateException("boom");
        on.node.run(() -> {
            Async<Object> task = Async.execute(() -> {
                throw error;
            });
            var exit = catchThrowableOfType(ProcessExit.class, () -> Async.await(task));
            assertThat(exit.reason())
                    .isEqualTo(new CallFailed(
                            new ExitReason.Crash(error), "Async.await", task, null, Duration.ofSeconds(5)));
        });
    }

    /** Where the owner of an Elixir Task would die, for it is linked. */
    @Test
    void aTaskThatCrashesLeavesAnOwnerAloneThatDoesNotAwaitIt() throws Exception {
        on.node.run(() -> {
            Async<Object> task = Async.execute(() -> {
                throw new IllegalStateException("boom");
            });
            awaitEndOf(task.pid());
            assertThat(isAlive(self())).isTrue();
            assertThat(Async.awaitOrKill(task, Duration.ZERO)).isInstanceOf(Outcome.Exited.class);
        });
    }

    // B4
    @Test
    void onlyTheOwnerMayAwait() throws Exception {
        on.node.run(() -> {
            Async<Integer> task = Async.execute(() -> 1);
            Async<Throwable> stranger = Async.execute(() -> catchThrowable(() -> Async.await(task)));
            assertThat(Async.await(stranger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected the owner to await " + task + ", got: " + stranger.pid());
            assertThat(Async.await(task)).isEqualTo(1);
        });
    }

    /** Elixir's Task.await would wait again, for its full timeout. */
    @Test
    void theSecondAwaitFailsAtOnce() throws Exception {
        on.node.run(() -> {
            Async<Integer> task = Async.execute(() -> 1);
            Async.await(task);
            assertThatThrownBy(() -> Async.await(task))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("expected a task that has not been awaited yet, got: " + task);
            assertThatThrownBy(() -> Async.awaitOrKill(task, SECOND)).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void aRefusedTimeoutDoesNotUseTheAwaitUp() throws Exception {
        on.node.run(() -> {
            Async<Integer> task = Async.execute(() -> 1);
            assertThatThrownBy(() -> Async.await(task, Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Async.await(task)).isEqualTo(1);
        });
    }

    // B2
    @Test
    void aResultThatIsThereWinsAgainstAKillWithoutPatience() throws Exception {
        on.node.run(() -> {
            Async<String> task = Async.execute(() -> "in time");
            awaitEndOf(task.pid());
            assertThat(Async.awaitOrKill(task, Duration.ZERO)).isEqualTo(new Outcome.Ok<>("in time"));
            assertThat(OnANode.flush()).isEmpty();
        });
    }

    // B3
    @Test
    void afterAwaitOrKillTheProcessIsDeadAndItsMonitorGone() throws Exception {
        var started = new CountDownLatch(1);
        on.node.run(() -> {
            Async<Object> task =
                    Async.execute(() -> otp.concurrency.Anything.blockUntilInterrupted(started, new CountDownLatch(1)));
            await(started);
            assertThat(Async.awaitOrKill(task, Duration.ZERO)).isEqualTo(new Outcome.Killed<>());
            assertThat(isAlive(task.pid())).isFalse();
            assertThat(info(self()).orElseThrow().monitors()).isEmpty();
            assertThat(OnANode.flush()).isEmpty();
        });
    }

    @Test
    void aTaskThatSomebodyElseKillsIsNotCalledTimedOut() throws Exception {
        var started = new CountDownLatch(1);
        on.node.run(() -> {
            Async<Object> task =
                    Async.execute(() -> otp.concurrency.Anything.blockUntilInterrupted(started, new CountDownLatch(1)));
            exit(task.pid(), ExitReason.KILL);
            assertThat(Async.awaitOrKill(task, SECOND)).isEqualTo(new Outcome.Exited<>(ExitReason.KILLED));
        });
    }

    @Test
    void aKilledTaskWhoseCodeRunsOnIsListedByTheNode() throws Exception {
        var started = new CountDownLatch(1);
        var stop = new CountDownLatch(1);
        on.node.run(() -> {
            Async<Object> task = Async.execute(() -> {
                started.countDown();
                while (stop.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return "too late";
            });
            await(started);
            assertThat(Async.awaitOrKill(task, Duration.ZERO)).isEqualTo(new Outcome.Killed<>());
            assertThat(isAlive(task.pid())).isFalse();
            assertThat(on.node.lingering()).containsExactly(task.pid());
            stop.countDown();
        });
    }

    @Test
    void theFunctionRunsInAProcessOfItsOwnAndMayExit() throws Exception {
        on.node.run(() -> {
            Async<Pid> whoami = Async.execute(() -> self());
            assertThat(Async.await(whoami)).isEqualTo(whoami.pid()).isNotEqualTo(self());

            Async<Object> leaves = Async.execute(() -> exit(ExitReason.NORMAL));
            assertThat(Async.awaitOrKill(leaves, SECOND)).isEqualTo(new Outcome.Exited<>(ExitReason.NORMAL));
        });
    }

    @Test
    void otherMessagesStayInTheMailboxAndInOrder() throws Exception {
        on.node.run(() -> {
            send(self(), "before");
            Async<Integer> task = Async.execute(() -> 1);
            awaitEndOf(task.pid());
            send(self(), "after");
            assertThat(Async.await(task)).isEqualTo(1);
            assertThat(OnANode.flush()).containsExactly("before", "after");
        });
    }

    @Test
    void tasksLeaveNoProcessMonitorOrTimerBehind() throws Exception {
        on.node.run(() -> {
            for (int n = 0; n < 100; n++) {
                Async<Integer> task = Async.execute(() -> 1);
                Async.await(task);
            }
            on.node.processes().stream().filter(pid -> pid != self()).forEach(AsyncTest::awaitEndOf);
            assertThat(on.node.processes()).containsExactly(self());
            assertThat(info(self()).orElseThrow().monitors()).isEmpty();
            assertThat(on.clock.waiting()).isZero();
        });
    }

    @Test
    void outsideAProcessThereIsNobodyToOwnATask() {
        assertThatThrownBy(() -> Async.execute(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which is not a process");
    }
}
