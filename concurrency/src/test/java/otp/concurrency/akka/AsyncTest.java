package otp.concurrency.akka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.concurrency.Anything.await;
import static otp.concurrency.Anything.blockUntilInterrupted;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.DeathPactException;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.concurrency.AsyncContract;
import otp.concurrency.akka.Async.Outcome;

class AsyncTest extends AsyncContract {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    // ---- the contract ----

    private sealed interface OwnerMessage {}

    private record Got(Outcome<?> outcome) implements OwnerMessage {}

    private record End(@Nullable RuntimeException crash) implements OwnerMessage {}

    private static ActorRef<Async.Command> execute(
            ActorContext<OwnerMessage> owner, How how, @Nullable Callable<?> function, Duration timeout) {
        return switch (how) {
            case AWAIT -> Async.<Object, OwnerMessage>execute(owner, function, timeout, Got::new);
            case AWAIT_OR_KILL -> Async.<Object, OwnerMessage>executeOrKill(owner, function, timeout, Got::new);
        };
    }

    /** An owner that keeps all it is told until its task is gone. */
    @Override
    protected Owner owner(How how, @Nullable Callable<?> function, Duration timeout) {
        var seen = new CompletableFuture<Seen>();
        var got = new ArrayList<Outcome<?>>();
        var all = new CompletableFuture<List<Outcome<?>>>();
        ON.testKit.spawn(Behaviors.<OwnerMessage>setup(context -> {
            context.watch(execute(context, how, function, timeout));
            return Behaviors.receive(
                    (_, message) -> {
                        if (message instanceof Got(var outcome)) {
                            got.add(outcome);
                            seen.complete(seen(outcome));
                        }
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        if (signal instanceof Terminated) {
                            all.complete(List.copyOf(got));
                            return Behaviors.stopped();
                        }
                        return Behaviors.same();
                    });
        }));
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
                List<Outcome<?>> outcomes = all.get(10, SECONDS);
                return outcomes.subList(1, outcomes.size());
            }
        };
    }

    private static Seen seen(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Ok<?>(var value) -> new Seen.Value(value);
            case Outcome.Failed<?>(var cause) -> new Seen.Failure(cause);
            case Outcome.TimedOut<?>() -> new Seen.TimedOut();
            case Outcome.Killed<?>() -> new Seen.Killed();
        };
    }

    @Override
    protected Throwable refusal(How how, @Nullable Callable<?> function, Duration timeout) throws Exception {
        var refused = new CompletableFuture<Throwable>();
        ON.testKit.spawn(Behaviors.<OwnerMessage>setup(context -> {
            try {
                execute(context, how, function, timeout);
                refused.completeExceptionally(new AssertionError("expected an error"));
            } catch (RuntimeException error) {
                refused.complete(error);
            }
            return Behaviors.stopped();
        }));
        return refused.get(10, SECONDS);
    }

    @Override
    protected void ownerThatEnds(Callable<?> function, CountDownLatch when, @Nullable RuntimeException crash) {
        ActorRef<OwnerMessage> owner = ON.testKit.spawn(Behaviors.<OwnerMessage>setup(context -> {
            execute(context, How.AWAIT, function, SECOND);
            return Behaviors.receiveMessage(message -> {
                if (message instanceof End(var error) && error != null) {
                    throw error;
                }
                return message instanceof End ? Behaviors.stopped() : Behaviors.same();
            });
        }));
        await(when);
        owner.tell(new End(crash));
    }

    /** The child sets its timer before it starts the function. */
    @Override
    protected void timeoutIsSet() {}

    @Override
    protected void pass(Duration time) {
        ON.pass(time);
    }

    // ---- what only this lane does ----

    /** In a box, because Akka takes a signal that is sent like a message for a signal to the receiver. */
    private record Heard(Object what) {}

    /** A parent that executes a function, watches the child, and passes on what it hears. */
    private static <T> TestProbe<Heard> whatAParentHears(Callable<T> function) {
        TestProbe<Heard> heard = ON.testKit.createTestProbe();
        ON.testKit.spawn(Behaviors.<Outcome<T>>setup(context -> {
            context.watch(Async.<T, Outcome<T>>execute(context, function, SECOND, outcome -> outcome));
            return Behaviors.receive(
                    (_, outcome) -> {
                        heard.ref().tell(new Heard(outcome));
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        heard.ref().tell(new Heard(signal));
                        return Behaviors.same();
                    });
        }));
        return heard;
    }

    @Test
    void aParentThatWatchesGetsTheOutcomeFirstAndThenTheCrashWithItsCause() {
        var error = new IllegalStateException("boom");
        var heard = whatAParentHears(() -> {
            throw error;
        });
        heard.expectMessage(new Heard(new Outcome.Failed<>(error)));
        assertThat(heard.receiveMessage().what())
                .isInstanceOfSatisfying(
                        ChildFailed.class,
                        failed -> assertThat(failed.getCause())
                                .isInstanceOf(Async.Crash.class)
                                .hasCause(error));
    }

    @Test
    void aParentThatWatchesIsToldOfANormalEndWithoutAReason() {
        var heard = whatAParentHears(() -> "done");
        heard.expectMessage(new Heard(new Outcome.Ok<>("done")));
        assertThat(heard.receiveMessage().what()).isInstanceOf(Terminated.class).isNotInstanceOf(ChildFailed.class);
    }

    /** The nearest thing to a link. A link would ignore the normal end. */
    @Test
    void whoWatchesAndDoesNotHandleTheEndDiesEvenOfANormalOne() {
        var owner = ON.testKit.spawn(Behaviors.<Outcome<String>>setup(context -> {
            context.watch(Async.<String, Outcome<String>>execute(context, () -> "done", SECOND, outcome -> outcome));
            return Behaviors.receiveMessage(_ -> Behaviors.same());
        }));
        ON.testKit.createTestProbe().expectTerminated(owner, Duration.ofSeconds(10));
        assertThat(ON.log.await(line -> line.error() instanceof DeathPactException))
                .isNotNull();
    }

    @Test
    void aCrashIsLoggedAlsoWhenNobodyWatches() throws Exception {
        Owner owner = owner(How.AWAIT, () -> Integer.parseInt("seven"), SECOND);
        assertThat(owner.seen()).isInstanceOf(Seen.Failure.class);
        ON.log.await(
                line -> line.error() instanceof Async.Crash crash && crash.getCause() instanceof NumberFormatException);
    }

    // B4: in the other lane a check; here the context belongs to one actor and says so.
    @Test
    void onlyTheOwnerMayExecute() throws Exception {
        var context = new CompletableFuture<ActorContext<OwnerMessage>>();
        ON.testKit.spawn(Behaviors.<OwnerMessage>setup(mine -> {
            context.complete(mine);
            return Behaviors.receiveMessage(_ -> Behaviors.same());
        }));
        ActorContext<OwnerMessage> foreign = context.get(10, SECONDS);
        assertThatThrownBy(() -> execute(foreign, How.AWAIT, () -> 1, SECOND))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Unsupported access to ActorContext");
    }

    @Test
    void aChildThatIsStoppedByHandIsSeenAsKilled() {
        TestProbe<Outcome<String>> outcomes = ON.testKit.createTestProbe();
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        ActorRef<Object> owner = ON.testKit.spawn(Behaviors.setup(context -> {
            var child = Async.<String, Object>execute(
                    context, () -> blockUntilInterrupted(started, interrupted), SECOND, outcome -> outcome);
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Outcome<?> outcome) {
                    outcomes.ref().unsafeUpcast().tell(outcome);
                } else {
                    context.stop(child);
                }
                return Behaviors.same();
            });
        }));
        await(started);
        owner.tell("stop it");
        outcomes.expectMessage(new Outcome.Killed<>());
        await(interrupted);
    }

    @Test
    void theFunctionRunsOnAVirtualThreadAndNotOnTheDispatcher() throws Exception {
        Owner owner = owner(How.AWAIT, () -> Thread.currentThread().isVirtual(), SECOND);
        assertThat(owner.seen()).isEqualTo(new Seen.Value(true));
    }

    /** In the other lane zero is a look at what is there. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT6000H"})
    void aTimeoutThatAkkaCannotCountIsRefused(Duration timeout) throws Exception {
        assertThat(refusal(How.AWAIT, () -> 1, timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a timeout of more than zero and up to 248 days, got: " + timeout);
    }
}
