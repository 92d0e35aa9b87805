package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.StreamOptions.OnTimeout;
import otp.handrolled.task.TaskResult.Ended;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Ok;

class StreamTest extends TaskTest {
    private static final StreamOptions THREE = StreamOptions.DEFAULTS.withMaxConcurrency(3);

    /** Waits for the word "go". */
    private static <T extends @Nullable Object> T waitThen(T value) {
        return receive(message -> message.equals("go") ? () -> value : null);
    }

    private static <T extends @Nullable Object> T stuck() {
        return receive(message -> null);
    }

    private void assertOnlyTheCallerIsLeft() {
        until(() -> node.processes().equals(List.of(self())));
        assertNothingIsLeft();
        assertThat(clock.waiting()).as("timers").isZero();
    }

    // ---- order and concurrency ----

    @Test
    @Tag("T13")
    void resultsComeInTheOrderOfTheElementsAndNothingIsLeft() throws Exception {
        run(() -> {
            var results = Task.asyncStream(List.of(1, 2, 3), n -> n * 2).toList();
            assertThat(results).containsExactly(new Ok<>(2), new Ok<>(4), new Ok<>(6));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void noElementsGiveNoResults() throws Exception {
        run(() -> {
            assertThat(Task.asyncStream(List.<Integer>of(), n -> n).toList()).isEmpty();
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void anElementAndAResultMayBeNull() throws Exception {
        run(() -> {
            Stream<@Nullable String> elements = Stream.of("a", null);
            List<Ended<@Nullable String>> results = Task.<@Nullable String, @Nullable String>asyncStream(
                            elements, element -> element == null ? "was null" : null, THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(null), new Ok<>("was null"));
            return null;
        });
    }

    @Test
    @Tag("T13")
    void inOrderAnEarlyResultIsKeptUntilItsTurn() throws Exception {
        run(() -> {
            Pid caller = self();
            var results = Task.asyncStream(
                            Stream.of("slow", "fast"),
                            element -> {
                                if (element.equals("slow")) {
                                    register(self(), "slow");
                                    send(caller, "slow is up");
                                    return waitThen(element);
                                }
                                until(() -> node.whereis("slow").isPresent());
                                send(node.whereis("slow").orElseThrow(), "go");
                                return element;
                            },
                            THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>("slow"), new Ok<>("fast"));
            return null;
        });
    }

    @Test
    @Tag("T13")
    void unorderedAResultComesAsSoonAsItIsReady() throws Exception {
        run(() -> {
            var results = Task.asyncStream(
                            Stream.of("slow", "fast"),
                            element -> {
                                if (element.equals("slow")) {
                                    register(self(), "slow");
                                    return waitThen(element);
                                }
                                return element;
                            },
                            THREE.unordered())
                    .peek(result -> {
                        if (result.equals(new Ok<>("fast"))) {
                            until(() -> node.whereis("slow").isPresent());
                            send(node.whereis("slow").orElseThrow(), "go");
                        }
                    })
                    .toList();
            assertThat(results).containsExactly(new Ok<>("fast"), new Ok<>("slow"));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void neverMoreTasksRunThanAllowedAndThatManyDo() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var three = new CountDownLatch(3);
        run(() -> {
            var results = Task.asyncStream(
                            IntStream.range(0, 30).boxed(),
                            n -> {
                                int now = running.incrementAndGet();
                                most.accumulateAndGet(now, Math::max);
                                if (n < 3) {
                                    // The first three wait for one another: they run at the same time, or never end.
                                    three.countDown();
                                    three.await();
                                }
                                running.decrementAndGet();
                                return n;
                            },
                            THREE)
                    .toList();
            assertThat(results).hasSize(30);
            return null;
        });
        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    @Tag("T13")
    void oneAtATimeMeansOneAfterTheOther() throws Exception {
        run(() -> {
            var running = new AtomicInteger();
            var results = Task.asyncStream(
                            IntStream.range(0, 10).boxed(),
                            n -> {
                                int now = running.incrementAndGet();
                                running.decrementAndGet();
                                return now;
                            },
                            StreamOptions.DEFAULTS.withMaxConcurrency(1))
                    .toList();
            assertThat(results).hasSize(10).containsOnly(new Ok<>(1));
            return null;
        });
    }

    @Test
    @Tag("T13")
    void byDefaultAsManyTasksRunAsThereAreProcessors() {
        assertThat(StreamOptions.DEFAULTS)
                .isEqualTo(new StreamOptions(
                        Runtime.getRuntime().availableProcessors(), true, Duration.ofSeconds(5), OnTimeout.EXIT));
    }

    @Test
    @Tag("T13")
    void nothingRunsBeforeItIsAskedFor() throws Exception {
        run(() -> {
            var ran = new AtomicInteger();
            var stream = Task.asyncStream(Stream.of(1), n -> ran.incrementAndGet(), THREE);
            assertThat(node.processes()).containsExactly(self());
            stream.close();
            assertThat(ran).hasValue(0);
            return null;
        });
    }

    @Test
    @Tag("T13")
    void theTasksAreNotLinkedWithTheCallerButWithAProcessInBetween() throws Exception {
        run(() -> {
            Pid caller = self();
            var parents = Task.asyncStream(
                            Stream.of(1, 2), n -> info(self()).orElseThrow().links(), THREE)
                    .peek(result ->
                            assertThat(info(caller).orElseThrow().links()).hasSize(1))
                    .map(result -> switch (result) {
                        case Ok<List<Pid>>(var links) -> links.getFirst();
                        case Exited<List<Pid>>(var reason) -> throw new AssertionError(reason);
                    })
                    .distinct()
                    .toList();
            assertThat(parents).singleElement().isNotEqualTo(caller);
            return null;
        });
    }

    // ---- crashes ----

    @Test
    @Tag("T13")
    void aCrashEndsACallerThatDoesNotTrapExitsWithTheBareReason() throws Exception {
        var caller = beside(() -> Task.asyncStream(Stream.of(1, 2), n -> n == 1 ? stuck() : exit(BOOM), THREE)
                .toList());
        assertThat(caller.exit()).isEqualTo(BOOM);
        until(() -> node.processes().isEmpty());
    }

    @Test
    @Tag("T13")
    void aCallerThatTrapsExitsGetsTheCrashAsAResultAndNoExitMessage() throws Exception {
        runTrapping(() -> {
            var results = Task.asyncStream(Stream.of(1, 2, 3), n -> n == 2 ? exit(BOOM) : n, THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1), new Exited<>(BOOM), new Ok<>(3));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void aTaskThatExitsNormallyWithoutAResultIsAnExitAndNoCrash() throws Exception {
        run(() -> {
            var results = Task.asyncStream(Stream.of(1, 2, 3), n -> n == 2 ? exit(ExitReason.NORMAL) : n, THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1), new Exited<>(ExitReason.NORMAL), new Ok<>(3));
            return null;
        });
    }

    @Test
    @Tag("T13")
    @Tag("T14")
    void withoutLinksACrashIsAResultAlsoForACallerThatDoesNotTrapExits() throws Exception {
        run(() -> {
            var results = Task.asyncStreamNolink(
                            TaskStarter.unsupervised(), Stream.of(1, 2, 3), n -> n == 2 ? exit(BOOM) : n, THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1), new Exited<>(BOOM), new Ok<>(3));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void aTaskWaitsUntilItsEndWillBeHeardOf() throws Exception {
        run(() -> {
            var begun = new AtomicInteger();
            var begunEarly = new AtomicInteger();
            TaskStarter slow = body -> {
                OnStart<Pid> task = TaskStarter.unsupervised().start(body);
                // Nobody monitors it before this returns.
                Awaitility.await()
                        .until(() -> !Processes.isAlive(task.get())
                                || ProcessInfo.of(task.get()).status() == ProcessInfo.Status.WAITING);
                begunEarly.set(begun.get());
                return task;
            };
            var results = Task.asyncStreamNolink(slow, Stream.of(1), _ -> begun.incrementAndGet(), THREE)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1));
            assertThat(begunEarly).hasValue(0);
            return null;
        });
    }

    @Test
    @Tag("T13")
    void aStarterThatRefusesFailsTheStreamAndTheOtherTasksEnd() throws Exception {
        run(() -> {
            var started = new AtomicInteger();
            TaskStarter two = body -> started.incrementAndGet() > 2
                    ? new OnStart.Failed<>(ExitReason.term("max_children"))
                    : TaskStarter.unsupervised().start(body);
            assertThatThrownBy(() -> Task.asyncStreamNolink(two, Stream.of(1, 2, 3), n -> stuck(), THREE)
                            .toList())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("max_children");
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void whenTheCallerIsKilledAllTasksEnd() throws Exception {
        var up = new AtomicInteger();
        Pid caller = node.spawn(() -> Task.asyncStream(
                        Stream.of(1, 2, 3),
                        n -> {
                            up.incrementAndGet();
                            return stuck();
                        },
                        THREE)
                .forEach(_ -> {}));
        until(() -> up.get() == 3);
        kill(caller);
        until(() -> node.processes().isEmpty());
    }

    @Test
    @Tag("T13")
    void whenTheProcessInBetweenIsKilledACallerThatTrapsExitsExitsToo() throws Exception {
        var caller = beside(() -> {
            Processes.trapExit(true);
            return exitOf(
                    () -> Task.asyncStream(Stream.of(1), n -> stuck(), THREE).toList());
        });
        until(() -> node.processes().size() == 3);
        Pid between = info(caller.pid()).orElseThrow().links().getFirst();
        node.exit(between, ExitReason.KILL);
        assertThat(caller.get())
                .isEqualTo(new CallFailed(ExitReason.KILLED, "Task.asyncStream", null, null, Duration.ofSeconds(5)));
    }

    // ---- timeouts ----

    @Test
    @Tag("T13")
    void aTaskThatIsLateMakesTheCallerExitAndEndsTheOthers() throws Exception {
        var caller = beside(() -> {
            ExitReason reason = exitOf(
                    () -> Task.asyncStream(Stream.of(1, 2), n -> stuck(), THREE).toList());
            assertNothingIsLeft();
            return reason;
        });
        clock.awaitWaiting(2);
        clock.advance(Duration.ofSeconds(5));
        assertThat(caller.get())
                .isEqualTo(new CallFailed(ExitReason.TIMEOUT, "Task.asyncStream", null, null, Duration.ofSeconds(5)))
                .hasToString("{timeout, {Task.asyncStream, [5000]}}");
        until(() -> node.processes().isEmpty());
    }

    @Test
    @Tag("T13")
    void aTaskHasFiveSecondsAndNotOneNanosecondLess() throws Exception {
        var caller =
                beside(() -> Task.asyncStream(Stream.of(1), n -> stuck(), THREE).toList());
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(caller.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.TIMEOUT);
    }

    @Test
    @Tag("T13")
    void onRequestATaskThatIsLateIsKilledAndTheStreamGoesOn() throws Exception {
        var caller = beside(() -> {
            var results = Task.asyncStream(
                            Stream.of(1, 2, 3),
                            n -> {
                                Processes.trapExit(true);
                                return n == 2 ? StreamTest.<Integer>stuck() : n;
                            },
                            THREE.withOnTimeout(OnTimeout.KILL_TASK).withTimeout(SECOND))
                    .toList();
            assertOnlyTheCallerIsLeft();
            return results;
        });
        until(() -> clock.waiting() == 1 && node.processes().size() == 3);
        clock.advance(SECOND);
        assertThat(caller.get()).containsExactly(new Ok<>(1), new Exited<>(ExitReason.TIMEOUT), new Ok<>(3));
    }

    @Test
    @Tag("T13")
    void withoutATimeoutATaskMayTakeForEver() throws Exception {
        var task = new CompletableFuture<Pid>();
        var caller = beside(() -> Task.asyncStream(
                        Stream.of(1),
                        n -> {
                            task.complete(self());
                            return waitThen("at last");
                        },
                        THREE.withTimeout(Timeouts.INFINITY))
                .toList());
        untilItWaits(task.get());
        assertThat(clock.waiting()).isZero();
        clock.advance(Duration.ofDays(1000));
        send(task.get(), "go");
        assertThat(caller.get()).containsExactly(new Ok<>("at last"));
    }

    // ---- early ends ----

    @Test
    @Tag("T13")
    void aStreamThatIsCutShortKillsTheTasksThatRunAndLeavesNothing() throws Exception {
        run(() -> {
            var results = Task.asyncStream(Stream.iterate(1, n -> n + 1), n -> n == 1 ? n : stuck(), THREE)
                    .limit(1)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void theFirstResultOfAnUnorderedStreamCutsItShortToo() throws Exception {
        runTrapping(() -> {
            var first = Task.asyncStream(Stream.iterate(1, n -> n + 1), n -> n == 2 ? n : stuck(), THREE.unordered())
                    .findFirst();
            assertThat(first).contains(new Ok<>(2));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void anExceptionFurtherDownTheStreamEndsTheTasksFirst() throws Exception {
        run(() -> {
            assertThatThrownBy(() -> Task.asyncStream(Stream.of(1, 2, 3, 4), n -> n == 1 ? n : stuck(), THREE)
                            .forEach(result -> {
                                throw new IllegalStateException("consumer");
                            }))
                    .hasMessage("consumer");
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void anExceptionOfTheSourceEndsTheTasksFirst() throws Exception {
        run(() -> {
            Stream<Integer> source = Stream.of(1, 2).peek(n -> {
                if (n == 2) {
                    throw new IllegalStateException("source");
                }
            });
            assertThatThrownBy(
                            () -> Task.asyncStream(source, n -> stuck(), THREE).toList())
                    .hasMessage("source");
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void anIteratorThatIsLeftHalfwayIsEndedByClosingTheStream() throws Exception {
        run(() -> {
            try (var stream = Task.asyncStream(Stream.iterate(1, n -> n + 1), n -> n == 1 ? n : stuck(), THREE)) {
                assertThat(stream.iterator().next()).isEqualTo(new Ok<>(1));
                assertThat(node.processes()).hasSizeGreaterThan(1);
            }
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void aStreamWithinAStreamThatIsCutShortIsEnded() throws Exception {
        run(() -> {
            var results = Stream.of(1, 2)
                    .flatMap(m -> Task.asyncStream(
                            Stream.iterate(1, n -> n + 1), n -> n == 1 ? n : StreamTest.<Integer>stuck(), THREE))
                    .limit(1)
                    .toList();
            assertThat(results).containsExactly(new Ok<>(1));
            assertOnlyTheCallerIsLeft();
            return null;
        });
    }

    @Test
    @Tag("T13")
    void otherMessagesAreLeftAloneAndInTheirOrder() throws Exception {
        run(() -> {
            Pid caller = self();
            send(caller, "before");
            Task.asyncStream(
                            Stream.of(1, 2),
                            n -> {
                                send(caller, "from " + n);
                                return n;
                            },
                            StreamOptions.DEFAULTS.withMaxConcurrency(1))
                    .forEach(result -> {});
            assertThat(flush()).containsExactly("before", "from 1", "from 2");
            return null;
        });
    }

    @Test
    @Tag("T13")
    void closingTheStreamClosesItsSource() throws Exception {
        run(() -> {
            var closed = new AtomicInteger();
            try (var stream = Task.asyncStream(
                    Stream.of(1).onClose(closed::incrementAndGet), Function.<Integer>identity()::apply, THREE)) {
                assertThat(stream.toList()).containsExactly(new Ok<>(1));
            }
            assertThat(closed).hasValue(1);
            return null;
        });
    }

    // ---- bad input ----

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whatCannotBeAStreamOfTasksIsRefused() throws Exception {
        assertThatThrownBy(() -> THREE.withMaxConcurrency(0))
                .hasMessage("expected a maxConcurrency of one or more, got: 0");
        assertThatThrownBy(() -> THREE.withTimeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Task.asyncStream(List.of(1), null)).hasMessageContaining("expected the function");
        assertThatThrownBy(() -> Task.asyncStream(List.of(1), n -> n).toList())
                .as("outside of a process")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not a process");
    }
}
