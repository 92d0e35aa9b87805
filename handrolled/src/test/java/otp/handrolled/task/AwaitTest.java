package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

class AwaitTest extends TaskTest {
    @Test
    @Tag("T1")
    void theExampleOfTheDocumentationAnswers() throws Exception {
        int answer = run(() -> {
            Task<Integer> task = Task.async(() -> 6 * 7);
            return task.await();
        });
        assertThat(answer).isEqualTo(42);
    }

    @Test
    @Tag("T1")
    void aTaskRunsInAProcessThatItsOwnerIsLinkedWithAndMonitors() throws Exception {
        run(() -> {
            Task<String> task = Task.async(FOR_EVER);
            ProcessInfo me = info(self()).orElseThrow();
            assertThat(task.pid()).isNotEqualTo(self());
            assertThat(me.links()).containsExactly(task.pid());
            assertThat(me.monitors()).containsExactly(task.pid());
            assertThat(info(task.pid()).orElseThrow().label()).isEqualTo("Task");
            return null;
        });
    }

    @Test
    @Tag("T1")
    void theResultIsAMessageWithTheReferenceOfTheTask() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            expect(new TaskReply(task.ref(), "done"));
            return null;
        });
    }

    @Test
    @Tag("T1")
    void anAwaitLeavesNoDownNoMonitorAndNoLink() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            assertThat(task.await()).isEqualTo("done");
            dead(task);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T1")
    void anAwaitTakesTheResultOfItsOwnTaskAndNoOtherMessage() throws Exception {
        run(() -> {
            send(self(), "first");
            Task<String> other = dead(Task.async(() -> "other"));
            Task<String> task = Task.async(() -> "mine");
            assertThat(task.await()).isEqualTo("mine");
            assertThat(flush()).first().isEqualTo("first");
            assertThat(other.ref()).isNotEqualTo(task.ref());
            return null;
        });
    }

    @Test
    @Tag("T1")
    void aResultMayBeNull() throws Exception {
        assertThat(this.<@Nullable String>run(
                        () -> Task.<@Nullable String>async(() -> null).await()))
                .isNull();
    }

    private record Watching(Task<Integer> task, CompletableFuture<Integer> result) {}

    private record Owner(CompletableFuture<Integer> result) implements GenServer<Watching, String> {
        @Override
        public Init<Watching> init() {
            return Init.ok(new Watching(Task.async(() -> 6 * 7), result));
        }

        @Override
        public Next<Watching> handle(String message, Watching state) {
            return Next.noreply(state);
        }

        @Override
        public Next<Watching> handleInfo(Object message, Watching state) {
            return switch (message) {
                case TaskReply(var ref, Integer value)
                when ref == state.task().ref() -> {
                    demonitorFlush(ref);
                    state.result().complete(value);
                    yield Next.noreply(state);
                }
                default -> GenServer.super.handleInfo(message, state);
            };
        }
    }

    @Test
    @Tag("T1")
    void aServerGetsTheResultOfItsTaskInHandleInfo() throws Exception {
        var result = new CompletableFuture<Integer>();
        ServerRef<String> server = run(() -> GenServer.start(new Owner(result)).get());
        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(42);
        run(() -> {
            GenServer.stop(server);
            return null;
        });
        assertThat(log.messages()).isEmpty();
    }

    @Test
    @Tag("T1")
    void aCrashOfTheOwnerEndsItsTask() throws Exception {
        var task = new CompletableFuture<Pid>();
        Pid owner = node.spawn(() -> {
            task.complete(Task.async(FOR_EVER).pid());
            receive(message -> null);
        });
        run(() -> {
            Ref monitor = monitor(task.join());
            Processes.exit(owner, BOOM);
            assertThat(downOf(monitor)).isEqualTo(BOOM);
            return null;
        });
    }

    @Test
    @Tag("T2")
    void anotherProcessThatAwaitsIsRefusedByName() throws Exception {
        run(() -> {
            Pid owner = self();
            Task<String> task = Task.async(() -> "done");
            var other = beside(task::await);
            assertThatThrownBy(other::get)
                    .cause()
                    .isInstanceOf(NotOwnerException.class)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be asked by its owner " + owner + ", but was asked by " + other.pid());
            assertThat(task.await()).as("the owner can still").isEqualTo("done");
            return null;
        });
    }

    @Test
    @Tag("T2")
    void aThreadThatIsNoProcessIsToldToBecomeOne() throws Exception {
        Task<String> task = run(() -> Task.async(() -> "done"));
        assertThatThrownBy(task::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not a process");
    }

    @Test
    @Tag("T3")
    void anAwaitExitsWithTimeoutAfterFiveSecondsAndNotOneNanosecondBefore() throws Exception {
        var task = new CompletableFuture<Task<String>>();
        var owner = beside(() -> {
            task.complete(Task.async(FOR_EVER));
            return task.join().await();
        });
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(owner.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(owner.exit())
                .isEqualTo(new CallFailed(ExitReason.TIMEOUT, "Task.await", task.join(), null, Duration.ofSeconds(5)))
                .hasToString("{timeout, {Task.await, [" + task.join() + ", 5000]}}");
    }

    @Test
    @Tag("T3")
    void anAwaitWithoutEndSetsNoTimer() throws Exception {
        var task = new CompletableFuture<Pid>();
        var owner = beside(() -> {
            Task<Object> waits = Task.async(() -> receive(message -> message.equals("go") ? () -> "went" : null));
            task.complete(waits.pid());
            return waits.await(Timeouts.INFINITY);
        });
        untilItWaits(owner.pid());
        clock.advance(Duration.ofDays(1000));
        assertThat(clock.waiting()).isZero();
        send(task.join(), "go");
        assertThat(owner.get()).isEqualTo("went");
    }

    @Test
    @Tag("T3")
    void neitherALateResultNorADownComesAfterATimeout() throws Exception {
        run(() -> {
            Task<Object> task = Task.async(() -> receive(message -> message.equals("go") ? () -> "late" : null));
            assertThat(causeOf(exitOf(() -> task.await(Duration.ZERO)))).isEqualTo(ExitReason.TIMEOUT);
            send(task.pid(), "go");
            dead(task);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T3")
    void aTimeoutDoesNotEndTheTaskNorItsLink() throws Exception {
        run(() -> {
            Task<String> task = Task.async(FOR_EVER);
            exitOf(() -> task.await(Duration.ZERO));
            assertThat(info(self()).orElseThrow().links()).containsExactly(task.pid());
            assertThat(info(task.pid())).isPresent();
            return null;
        });
    }

    @Test
    @Tag("T4")
    void anAwaitExitsWithWhatTheTaskExitedWith() throws Exception {
        runTrapping(() -> {
            Task<String> task = Task.async(() -> exit(BOOM));
            assertThat(exitOf(task::await))
                    .isEqualTo(new CallFailed(BOOM, "Task.await", task, null, Duration.ofSeconds(5)));
            assertThat(leftovers())
                    .as("nothing but the exit signal of the link")
                    .isEqualTo(new Leftovers(List.of(), List.of(), List.of(new Exit(task.pid(), BOOM))));
            return null;
        });
    }

    @Test
    @Tag("T4")
    void anAwaitExitsAlsoWhenTheTaskExitsNormallyWithoutAResult() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> exit(ExitReason.NORMAL));
            assertThat(causeOf(exitOf(task::await))).isEqualTo(ExitReason.NORMAL);
            return null;
        });
    }

    @Test
    @Tag("T4")
    void anOwnerThatDoesNotTrapExitsDiesOfTheLinkWithTheBareReason() throws Exception {
        var owner = beside(() -> Task.async(() -> exit(BOOM)).await());
        assertThat(owner.exit()).isEqualTo(BOOM);
    }

    @Test
    @Tag("T4")
    void anOwnerWaitsNoLongerThanItsTaskLives() throws Exception {
        runTrapping(() -> {
            Task<String> task = Task.async(FOR_EVER);
            Processes.exit(task.pid(), ExitReason.KILL);
            assertThat(causeOf(exitOf(() -> task.await(Timeouts.INFINITY)))).isEqualTo(ExitReason.KILLED);
            return null;
        });
    }

    @Test
    void aSecondAwaitHasNothingToWaitForButItsTimeout() throws Exception {
        run(() -> {
            Task<String> task = Task.async(() -> "done");
            task.await();
            assertThat(causeOf(exitOf(() -> task.await(Duration.ZERO)))).isEqualTo(ExitReason.TIMEOUT);
            assertThat(task.yield(Duration.ZERO)).isEqualTo(new TaskResult.Nothing<>());
            return null;
        });
    }

    @Test
    void aCompletedTaskHasItsResultWithoutAProcess() throws Exception {
        run(() -> {
            assertThat(Task.completed("here").pid()).isNull();
            assertThat(Task.completed("here").await(Duration.ZERO)).isEqualTo("here");
            assertThat(Task.completed("here").yield(Duration.ZERO)).isEqualTo(new TaskResult.Ok<>("here"));
            assertThat(Task.completed("here").ignore()).isEqualTo(new TaskResult.Ok<>("here"));
            assertThat(Task.completed("here").shutdown()).isEqualTo(new TaskResult.Ok<>("here"));
            assertThat(Task.completed("here").brutalKill()).isEqualTo(new TaskResult.Ok<>("here"));
            flush();
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whatCannotBeATaskOrATimeoutIsRefused() throws Exception {
        run(() -> {
            trapExit(true);
            assertThatThrownBy(() -> Task.async(null)).hasMessageContaining("expected the function");
            assertThatThrownBy(() -> Task.asyncNolink(null)).hasMessageContaining("expected the function");
            assertThatThrownBy(() -> Task.start(null)).hasMessageContaining("expected the function");
            assertThatThrownBy(() -> Task.startLink(null)).hasMessageContaining("expected the function");
            assertThatThrownBy(() -> Task.childSpec("id", null)).hasMessageContaining("expected the function");
            Task<String> task = Task.async(FOR_EVER);
            var negative = Duration.ofNanos(-1);
            assertThatThrownBy(() -> task.await(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> task.yield(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> task.shutdown(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThat(info(task.pid())).as("a refused shutdown ends nothing").isPresent();
            assertThat(info(self()).orElseThrow().links()).containsExactly(task.pid());
            return null;
        });
    }
}
