package otp.concurrency.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.concurrency.Anything.await;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.Anything;
import otp.concurrency.ParallelEnumContract;

class ParallelEnumTest extends ParallelEnumContract {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    @Override
    protected <A, B> CompletableFuture<List<B>> map(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Function<A, B> function) {
        return ParallelEnumTest.<List<B>>replyOf(
                replyTo -> ParallelEnum.<A, B>map(elements, maxConcurrency, timeout, function, replyTo));
    }

    @Override
    protected <A> CompletableFuture<?> each(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Consumer<A> function) {
        return ParallelEnumTest.<Done>replyOf(
                replyTo -> ParallelEnum.<A>each(elements, maxConcurrency, timeout, function, replyTo));
    }

    /** Spawns it and completes with the one reply. */
    private static <R> CompletableFuture<R> replyOf(Function<ActorRef<StatusReply<R>>, Behavior<?>> behavior) {
        var future = new CompletableFuture<R>();
        ActorRef<StatusReply<R>> replyTo = ON.testKit.spawn(Behaviors.<StatusReply<R>>receiveMessage(reply -> {
            if (reply.isSuccess()) {
                future.complete(reply.getValue());
            } else {
                future.completeExceptionally(reply.getError());
            }
            return Behaviors.stopped();
        }));
        try {
            ON.testKit.spawn(behavior.apply(replyTo));
        } catch (RuntimeException refused) {
            future.completeExceptionally(refused);
        }
        return future;
    }

    /** The timer is set before the first function starts. */
    @Override
    protected void timeoutIsSet() {}

    @Override
    protected void pass(Duration time) {
        ON.pass(time);
    }

    // B4
    @Test
    void stoppedFromOutsideItStopsItsFunctionsAndRepliesThatItWas() {
        var started = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        var replies = ON.testKit.<StatusReply<List<Integer>>>createTestProbe();
        var actor = ON.testKit.spawn(ParallelEnum.<Integer, Integer>map(
                List.of(1, 2, 3),
                2,
                SECOND,
                n -> {
                    try {
                        return Anything.blockUntilInterrupted(started, interrupted);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                replies.ref()));
        await(started);
        ON.testKit.stop(actor);
        assertThat(replies.receiveMessage().getError())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stopped before all was done");
        await(interrupted);
    }

    @Test
    void whenItHasRepliedItStops() {
        var replies = ON.testKit.<StatusReply<Done>>createTestProbe();
        var actor = ON.testKit.spawn(ParallelEnum.each(List.of(1), 1, SECOND, _ -> {}, replies.ref()));
        replies.expectMessage(StatusReply.ack());
        replies.expectTerminated(actor, Duration.ofSeconds(10));
    }

    @Test
    void aReplyToNobodyIsRefused() {
        assertThatThrownBy(() -> ParallelEnum.map(List.of(1), 1, SECOND, n -> n, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected who gets the reply, got null");
    }

    /** In the other lane zero leaves no time, but is a timeout. */
    @Test
    void aTimeoutOfZeroIsRefused() {
        assertThat(failure(map(List.of(1), 1, Duration.ZERO, n -> n))).isInstanceOf(IllegalArgumentException.class);
    }
}
