package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnMonitor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.Crash;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;

/** Tasks that do not end well, tasks without a link, and tasks without a reply. */
class CrashTest extends TaskTest {
    private static <T> T throwIt(Throwable thrown) throws Exception {
        switch (thrown) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(thrown);
        }
    }

    static List<Throwable> thrown() {
        return List.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("error"),
                new StackOverflowError(),
                new OutOfMemoryError("thrown by hand"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @Tag("T4")
    void whateverAFunctionThrowsIsTheCrashOfItsTaskAlone(Throwable thrown) throws Exception {
        run(() -> {
            Task<String> task = Task.asyncNolink(() -> throwIt(thrown));
            assertThat(causeOf(exitOf(task::await))).isEqualTo(new Crash(thrown));
            return null;
        });
    }

    private static int deeper(int depth) {
        return depth == Integer.MIN_VALUE ? depth : deeper(depth + 1) + 1;
    }

    @Test
    @Tag("T4")
    void aRecursionWithoutEndLosesOneTask() throws Exception {
        run(() -> {
            Task<Integer> task = Task.asyncNolink(() -> deeper(0));
            assertThat(causeOf(exitOf(task::await)))
                    .isInstanceOfSatisfying(
                            Crash.class, crash -> assertThat(crash.error()).isInstanceOf(StackOverflowError.class));
            return null;
        });
    }

    @Test
    void aCrashIsLoggedOnceAndSaysWhichTaskAndWhoStartedIt() throws Exception {
        var error = new IllegalStateException("oops");
        run(() -> {
            register(self(), "starter");
            Task<String> task = Task.asyncNolink(() -> throwIt(error));
            exitOf(task::await);
            assertThat(log.lines()).singleElement().satisfies(line -> {
                assertThat(line.level()).isEqualTo(Level.ERROR);
                assertThat(line.logger()).isEqualTo("otp.task");
                assertThat(line.message()).startsWith("Task " + task.pid() + " started from starter terminating");
                assertThat(line.error()).isSameAs(error);
            });
            return null;
        });
    }

    @Test
    void anExitOfItsOwnIsLoggedOnceWithoutAStack() throws Exception {
        run(() -> {
            exitOf(Task.<String>asyncNolink(() -> exit(BOOM))::await);
            assertThat(log.lines()).singleElement().satisfies(line -> {
                assertThat(line.message()).contains("started from " + self(), "** boom");
                assertThat(line.error()).isNull();
            });
            return null;
        });
    }

    @Test
    void orderlyExitsAndKillsAreNotLogged() throws Exception {
        run(() -> {
            var orderly = List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, new ExitReason.ShutdownWith("a word"));
            for (ExitReason reason : orderly) {
                assertThat(causeOf(exitOf(Task.<String>asyncNolink(() -> exit(reason))::await)))
                        .isEqualTo(reason);
            }
            Task.async(FOR_EVER).brutalKill();
            Task.async(FOR_EVER).shutdown();
            return null;
        });
        node.close();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("L11")
    void aFunctionThatCatchesEverythingCannotSurviveAKill() throws Exception {
        var caught = new CountDownLatch(1);
        run(() -> {
            Task<String> task = Task.async(() -> {
                while (true) {
                    try {
                        receive(message -> null);
                    } catch (Throwable swallowed) {
                        caught.countDown();
                        return "survived";
                    }
                }
            });
            untilItWaits(task.pid());
            assertThat(task.brutalKill()).isEqualTo(new Nothing<>());
            caught.await();
            until(() -> node.lingering().isEmpty());
            assertNothingIsLeft();
            return null;
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aFunctionThatCatchesItsOwnExitGoesOnAsWithCatchInErlang() throws Exception {
        String value = run(() -> Task.<String>async(() -> {
                    try {
                        return exit(BOOM);
                    } catch (Throwable caught) {
                        return "caught " + caught.getMessage();
                    }
                })
                .await());
        assertThat(value).isEqualTo("caught boom");
    }

    // ---- T14: without a link ----

    @Test
    @Tag("T14")
    void theCrashOfATaskWithoutALinkIsADownWithItsReason() throws Exception {
        run(() -> {
            Task<String> task = Task.asyncNolink(() -> exit(BOOM));
            expect(new Down(task.ref(), task.pid(), BOOM));
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T14")
    void aTaskWithoutALinkIsAwaitedLikeAnyOther() throws Exception {
        run(() -> {
            Task<String> task = Task.asyncNolink(() -> "done");
            assertThat(info(self()).orElseThrow().links()).isEmpty();
            assertThat(task.await()).isEqualTo("done");
            assertThat(Task.asyncNolink(FOR_EVER).shutdown()).isEqualTo(new Nothing<>());
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T14")
    void aTaskWithoutALinkOutlivesItsOwnerOnceItRuns() throws Exception {
        Task<String> task = run(() -> {
            Pid owner = self();
            Task<String> runs = Task.asyncNolink(() -> {
                send(owner, "runs");
                return receive(message -> null);
            });
            expect("runs");
            return runs;
        });
        run(() -> downOf(task.owner()));
        assertThat(node.processes()).contains(task.pid());
    }

    @Test
    @Tag("T14")
    void aTaskWhoseOwnerDiesBeforeItCouldSayGoEndsToo() throws Exception {
        // What a starter sees of a task: a body that waits for its owner's word.
        var body = new CompletableFuture<ProcessBody>();
        var owner = beside(() -> Task.<String>asyncNolink(
                waiting -> {
                    body.complete(waiting);
                    return new OnStart.Failed<>(ExitReason.term("max_children"));
                },
                () -> "never"));
        assertThatThrownBy(owner::get)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max_children");
        run(() -> {
            downOf(owner.pid());
            var orphan = spawnMonitor(body.join());
            assertThat(downOf(orphan.ref())).isEqualTo(new ExitReason.ShutdownWith(ExitReason.NOPROC));
            return null;
        });
    }

    @Test
    @Tag("T14")
    void aStarterDecidesWhereTheProcessRuns() throws Exception {
        run(() -> {
            TaskStarter under = body -> new OnStart.Ok<>(node.spawn("a child", body));
            Task<String> task =
                    Task.asyncNolink(under, () -> info(self()).orElseThrow().label());
            assertThat(task.await()).isEqualTo("a child");
            return null;
        });
    }

    @Test
    @Tag("T14")
    void aStartedFunctionSendsNoReplyAndHasNoTies() throws Exception {
        run(() -> {
            Pid caller = self();
            Pid started = Task.start(() -> send(caller, "effect")).get();
            expect("effect");
            downOf(started);
            assertNothingIsLeft();
            Task.start(() -> exit(BOOM)).get();
            return null;
        });
        log.await(line -> line.message().contains("boom"));
    }

    // ---- start_link and child_spec ----

    @Test
    void aTaskStartedWithALinkTakesItsStarterAlongWhenItCrashes() throws Exception {
        var starter = beside(() -> {
            Task.startLink(() -> exit(BOOM));
            return receive(message -> null);
        });
        assertThat(starter.exit()).isEqualTo(BOOM);
    }

    @Test
    void aTaskStartedWithALinkEndsNormallyWithoutAReply() throws Exception {
        run(() -> {
            Pid task = Task.startLink(() -> receive(message -> () -> message)).get();
            assertThat(info(self()).map(ProcessInfo::links).orElseThrow()).containsExactly(task);
            var monitor = monitor(task);
            send(task, "go");
            assertThat(downOf(monitor)).isEqualTo(ExitReason.NORMAL);
            assertNothingIsLeft();
            return null;
        });
    }

    @Test
    void theSpecOfATaskIsTemporaryAndGivesItFiveSecondsToShutDown() throws Exception {
        run(() -> {
            Pid caller = self();
            ChildSpec spec = Task.childSpec("once", () -> send(caller, "ran"));
            assertThat(spec.id()).isEqualTo("once");
            assertThat(spec.restart()).isEqualTo(ChildSpec.Restart.TEMPORARY);
            assertThat(spec.shutdown()).isEqualTo(new ChildSpec.Shutdown.Within(Duration.ofSeconds(5)));
            assertThat(spec.start().get()).isInstanceOf(OnStart.Ok.class);
            expect("ran");
            return null;
        });
    }

    @Test
    @Tag("T4")
    void aKilledTaskWithoutALinkIsAnExit() throws Exception {
        run(() -> {
            Task<String> task = Task.asyncNolink(FOR_EVER);
            Processes.exit(task.pid(), ExitReason.KILL);
            assertThat(task.yield(Timeouts.INFINITY)).isEqualTo(new Exited<>(ExitReason.KILLED));
            return null;
        });
    }
}
