package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;
import otp.handrolled.task.YieldOptions.OnTimeout;

class ManyTasksTest extends TaskTest {
    private static final YieldOptions AT_ONCE = YieldOptions.DEFAULTS.withTimeout(Duration.ZERO);

    private static Task<String> whenTold(String value) {
        return Task.async(() -> receive(message -> message.equals("go") ? () -> value : null));
    }

    private static List<TaskResult<String>> results(List<Yielded<String>> yielded) {
        return yielded.stream().map(Yielded::result).toList();
    }

    // ---- await_many ----

    @Test
    @Tag("T11")
    void valuesComeInTheOrderOfTheTasksWhicheverIsDoneFirst() throws Exception {
        run(() -> {
            var first = whenTold("first");
            var second = Task.async(() -> {
                send(first.pid(), "go");
                return "second";
            });
            assertThat(Task.awaitMany(List.of(first, second))).containsExactly("first", "second");
            dead(first);
            dead(second);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T11")
    void noTasksHaveNoValuesAndATaskNamedTwiceHasItsValueTwice() throws Exception {
        run(() -> {
            assertThat(Task.awaitMany(List.of())).isEmpty();
            Task<String> task = Task.async(() -> "done");
            assertThat(Task.awaitMany(List.of(task, task))).containsExactly("done", "done");
            return null;
        });
    }

    @Test
    @Tag("T11")
    void aValueMayBeNull() throws Exception {
        run(() -> {
            List<@Nullable String> values =
                    Task.<@Nullable String>awaitMany(List.of(Task.<@Nullable String>async(() -> null)));
            assertThat(values).containsExactly((String) null);
            return null;
        });
    }

    @Test
    @Tag("T11")
    void theFirstFailureIsAnExitAtOnceThoughOthersStillRun() throws Exception {
        runTrapping(() -> {
            var runs = Task.async(FOR_EVER);
            Task<String> fails = Task.async(() -> exit(BOOM));
            assertThat(exitOf(() -> Task.awaitMany(List.of(runs, fails), Timeouts.INFINITY)))
                    .isEqualTo(new CallFailed(BOOM, "Task.awaitMany", List.of(runs, fails), null, Timeouts.INFINITY));
            assertThat(info(runs.pid())).as("a failure ends no other task").isPresent();
            assertThat(info(self()).orElseThrow().monitors()).isEmpty();
            return null;
        });
    }

    @Test
    @Tag("T11")
    void oneTimeoutIsForAllTogether() throws Exception {
        var tasks = new CompletableFuture<List<Task<String>>>();
        var owner = beside(() -> {
            tasks.complete(List.of(whenTold("first"), whenTold("second")));
            return Task.awaitMany(tasks.join());
        });
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(4));
        send(tasks.join().getFirst().pid(), "go");
        until(() -> node.processes().size() == 2);
        clock.awaitWaiting(1);
        clock.advance(SECOND.minusNanos(1));
        assertThat(owner.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(owner.exit())
                .isEqualTo(new CallFailed(
                        ExitReason.TIMEOUT, "Task.awaitMany", tasks.join(), null, Duration.ofSeconds(5)));
    }

    @Test
    @Tag("T11")
    void afterATimeoutNoLateResultComes() throws Exception {
        run(() -> {
            var late = whenTold("late");
            assertThat(causeOf(exitOf(() -> Task.awaitMany(List.of(late), Duration.ZERO))))
                    .isEqualTo(ExitReason.TIMEOUT);
            send(late.pid(), "go");
            dead(late);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T11")
    void otherMessagesAreLeftAloneAndInTheirOrder() throws Exception {
        run(() -> {
            var notAwaited = dead(Task.async(() -> "not awaited"));
            send(self(), "foreign");
            var awaited = Task.async(() -> "awaited");
            assertThat(Task.awaitMany(List.of(awaited))).containsExactly("awaited");
            assertThat(notAwaited.await()).isEqualTo("not awaited");
            assertThat(flush()).containsExactly("foreign");
            return null;
        });
    }

    @Test
    @Tag("T2")
    @Tag("T11")
    void oneTaskOfAnotherOwnerIsRefusedBeforeAnythingIsTaken() throws Exception {
        run(() -> {
            var mine = Task.async(() -> "mine");
            Task<String> others = beside(() -> Task.async(() -> "other")).get();
            assertThatThrownBy(() -> Task.awaitMany(List.of(mine, others))).isInstanceOf(NotOwnerException.class);
            assertThatThrownBy(() -> Task.yieldMany(List.of(mine, others))).isInstanceOf(NotOwnerException.class);
            assertThat(mine.await()).isEqualTo("mine");
            return null;
        });
    }

    // ---- yield_many ----

    @Test
    @Tag("T12")
    void eachTaskComesBackWithWhatIsKnownOfItInTheOrderOfTheInput() throws Exception {
        runTrapping(() -> {
            Task<String> fails = dead(Task.async(() -> exit(BOOM)));
            var runs = Task.async(FOR_EVER);
            var done = dead(Task.async(() -> "done"));
            assertThat(Task.yieldMany(List.of(fails, runs, done), AT_ONCE))
                    .containsExactly(
                            new Yielded<>(fails, new Exited<>(BOOM)),
                            new Yielded<>(runs, new Nothing<>()),
                            new Yielded<>(done, new Ok<>("done")));
            return null;
        });
    }

    @Test
    @Tag("T12")
    void byDefaultATaskThatIsLateCanBeAskedAgain() throws Exception {
        run(() -> {
            var late = whenTold("late");
            assertThat(results(Task.yieldMany(List.of(late), AT_ONCE))).containsExactly(new Nothing<>());
            send(late.pid(), "go");
            assertThat(results(Task.yieldMany(List.of(late)))).containsExactly(new Ok<>("late"));
            return null;
        });
    }

    @Test
    @Tag("T12")
    void aLateTaskIsIgnoredOnRequestAndRunsOn() throws Exception {
        run(() -> {
            var late = whenTold("late");
            assertThat(results(Task.yieldMany(List.of(late), AT_ONCE.withOnTimeout(OnTimeout.IGNORE))))
                    .containsExactly(new Nothing<>());
            assertThat(info(late.pid())).isPresent();
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T12")
    void aLateTaskIsKilledOnRequest() throws Exception {
        run(() -> {
            var late = trapping(FOR_EVER);
            assertThat(results(Task.yieldMany(List.of(late), AT_ONCE.withOnTimeout(OnTimeout.KILL_TASK))))
                    .containsExactly(new Nothing<>());
            assertThat(info(late.pid())).isEmpty();
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T12")
    void whenTheLimitIsReachedItReturnsAtOnceAndSparesThoseThatStillRun() throws Exception {
        run(() -> {
            var runs = Task.async(FOR_EVER);
            var done = Task.async(() -> "done");
            var options = new YieldOptions(Timeouts.INFINITY, 1, OnTimeout.KILL_TASK);
            assertThat(results(Task.yieldMany(List.of(runs, done), options)))
                    .containsExactly(new Nothing<>(), new Ok<>("done"));
            assertThat(info(runs.pid())).as("the limit is no timeout").isPresent();
            return null;
        });
    }

    @Test
    @Tag("T12")
    void aLimitBeyondTheTasksMeansAll() throws Exception {
        run(() -> {
            var done = List.of(Task.async(() -> "a"), Task.async(() -> "b"));
            assertThat(results(Task.yieldMany(done, new YieldOptions(Timeouts.INFINITY, 3, OnTimeout.NOTHING))))
                    .containsExactly(new Ok<>("a"), new Ok<>("b"));
            return null;
        });
    }

    @Test
    @Tag("T12")
    void aLimitOfZeroWaitsForNothing() throws Exception {
        run(() -> {
            var done = dead(Task.async(() -> "done"));
            assertThat(results(Task.yieldMany(List.of(done), YieldOptions.DEFAULTS.withLimit(0))))
                    .containsExactly(new Nothing<>());
            assertThat(done.await()).isEqualTo("done");
            return null;
        });
    }

    @Test
    @Tag("T12")
    void fiveSecondsAreForAllTogether() throws Exception {
        var owner = beside(() -> results(Task.yieldMany(List.of(whenTold("a"), whenTold("b")))));
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(owner.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(owner.get()).containsExactly(new Nothing<>(), new Nothing<>());
        assertThat(clock.waiting()).isZero();
    }

    @Test
    @Tag("T11")
    void aHundredTasksAreAwaitedInTheirOrder() throws Exception {
        run(() -> {
            var tasks = new ArrayList<Task<Integer>>();
            for (int i = 0; i < 100; i++) {
                int value = i;
                tasks.add(Task.async(() -> value));
            }
            Collections.reverse(tasks);
            assertThat(Task.awaitMany(tasks))
                    .isSortedAccordingTo(Collections.reverseOrder())
                    .hasSize(100);
            return null;
        });
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whatCannotBeAwaitedIsRefused() throws Exception {
        run(() -> {
            assertThatThrownBy(() -> Task.awaitMany(Arrays.asList(Task.completed(1), null)))
                    .hasMessageContaining("got null among them");
            assertThatThrownBy(() -> Task.awaitMany(List.of(), Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> YieldOptions.DEFAULTS.withTimeout(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> YieldOptions.DEFAULTS.withLimit(-1))
                    .hasMessage("expected a limit of zero or more tasks, got: -1");
            return null;
        });
    }
}
