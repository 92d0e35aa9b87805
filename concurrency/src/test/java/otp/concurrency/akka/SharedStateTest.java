package otp.concurrency.akka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static otp.concurrency.Anything.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.SharedStateContract;
import otp.concurrency.akka.SharedState.Command;

class SharedStateTest extends SharedStateContract<ActorRef<Command<Integer>>> {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    @Override
    protected ActorRef<Command<Integer>> start(@Nullable Integer initial) {
        return ON.testKit.spawn(SharedState.create(initial));
    }

    @Override
    protected CompletableFuture<Integer> get(ActorRef<Command<Integer>> server, Duration timeout) {
        return futureOf(
                () -> SharedState.get(server, timeout, ON.testKit.scheduler()).toCompletableFuture());
    }

    @Override
    protected CompletableFuture<?> update(
            ActorRef<Command<Integer>> server, @Nullable UnaryOperator<Integer> function, Duration timeout) {
        return futureOf(() -> SharedState.update(server, function, timeout, ON.testKit.scheduler())
                .toCompletableFuture()
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unboxed(failure))));
    }

    private static Throwable unboxed(Throwable failure) {
        return failure instanceof ExecutionException boxed ? boxed.getCause() : failure;
    }

    /** What is refused at the call, as the failure of a future: the words of the contract. */
    private static <T> CompletableFuture<T> futureOf(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    protected void stop(ActorRef<Command<Integer>> server) {
        ON.testKit.stop(server);
    }

    @Override
    protected void assertSaysThatTheServerIsGone(Throwable failure) {
        assertThat(failure).isInstanceOf(TimeoutException.class).hasMessageContaining("had already been terminated");
    }

    /** An ask sets its timeout before it returns. */
    @Override
    protected void timeoutsAreSet(int count) {}

    @Override
    protected void pass(Duration time) {
        ON.pass(time);
    }

    // B6: in the other lane the server crashes, as an Agent does.
    @Test
    void afterAnUpdateThatThrowsTheServerLivesOnWithItsOldState() throws Exception {
        var server = start(1);
        assertThat(failure(update(server, _ -> Integer.parseInt("seven"), SECOND)))
                .isInstanceOf(NumberFormatException.class);
        assertThat(get(server, SECOND).get(10, SECONDS)).isEqualTo(1);
    }

    /** Scala's futures do not carry an Error as it is. */
    @Test
    void anErrorThatAnUpdateThrowsArrivesInABox() {
        var error = new AssertionError("boom");
        var update = SharedState.update(
                start(1),
                _ -> {
                    throw error;
                },
                SECOND,
                ON.testKit.scheduler());
        assertThat(failure(update.toCompletableFuture()))
                .isInstanceOf(ExecutionException.class)
                .hasMessage("Boxed Exception")
                .hasCause(error);
    }

    // B6: in the other lane these fail at once.
    @Test
    void aServerThatIsStoppedInTheMiddleLetsThoseWhoWaitWaitForTheirWholeTimeout() throws Exception {
        var spawned = new CompletableFuture<ActorRef<Command<Integer>>>();
        var stopped = new CountDownLatch(1);
        ActorRef<String> parent = ON.testKit.spawn(Behaviors.setup(context -> {
            var child = context.spawnAnonymous(SharedState.create(0));
            spawned.complete(child);
            return Behaviors.receiveMessage(_ -> {
                context.stop(child);
                stopped.countDown();
                return Behaviors.same();
            });
        }));
        ActorRef<Command<Integer>> server = spawned.get(10, SECONDS);
        var busy = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var taken = update(
                server,
                n -> {
                    busy.countDown();
                    await(goOn);
                    return n + 1;
                },
                SECOND.multipliedBy(2));
        await(busy);
        var waiting = get(server, SECOND);
        parent.tell("stop it");
        await(stopped);
        goOn.countDown();
        taken.get(10, SECONDS); // its current message a stopped actor still handles; those behind it, never
        ON.testKit.createTestProbe().expectTerminated(server, Duration.ofSeconds(10));
        pass(SECOND.minusMillis(1));
        assertThat(waiting).isNotDone();
        pass(Duration.ofMillis(1));
        assertThat(failure(waiting)).isInstanceOf(TimeoutException.class).hasMessageContaining("Ask timed out");
    }

    /** Why the server must not crash of a request. */
    @Test
    void anActorThatCrashesOfARequestLetsTheAskerWaitItsWholeTimeout() {
        ActorRef<ActorRef<Integer>> careless = ON.testKit.spawn(Behaviors.receiveMessage(_ -> {
            throw new IllegalStateException("boom");
        }));
        var answer = AskPattern.<ActorRef<Integer>, Integer>ask(
                        careless, replyTo -> replyTo, SECOND, ON.testKit.scheduler())
                .toCompletableFuture();
        ON.testKit.createTestProbe().expectTerminated(careless, Duration.ofSeconds(10));
        pass(SECOND.minusMillis(1));
        assertThat(answer).isNotDone();
        pass(Duration.ofMillis(1));
        assertThat(failure(answer)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void theStateIsTheParameterOfTheNextBehavior() {
        var kit = BehaviorTestKit.create(SharedState.create(1));
        TestInbox<StatusReply<Done>> updated = TestInbox.create();
        TestInbox<Integer> got = TestInbox.create();
        kit.run(new SharedState.Update<>(n -> n + 1, updated.getRef()));
        updated.expectMessage(StatusReply.ack());
        kit.run(new SharedState.Get<>(got.getRef()));
        got.expectMessage(2);
        assertThat(kit.hasEffects()).isFalse();
    }
}
