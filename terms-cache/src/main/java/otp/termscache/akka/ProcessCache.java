package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import otp.termscache.Terms;

/**
 * A cache that is one actor, with a map. All who read and write stand in one queue.
 *
 * <pre>{@code
 * ActorRef<ProcessCache.Command<String, Integer>> cache = context.spawn(ProcessCache.create(), "cache");
 * ProcessCache.put(cache, "answer", 42, timeout, scheduler);
 * CompletionStage<Optional<Integer>> answer = ProcessCache.get(cache, "answer", timeout, scheduler);
 * }</pre>
 *
 * <p>A key is what {@code equals} and {@code hashCode} say. One that changes after the put is not found any more. What a {@code
 * hashCode} throws its caller gets, and the cache lives on: it must not crash of it, for Akka would not tell those who have asked.
 */
public final class ProcessCache {
    private ProcessCache() {}

    // region protocol
    /** What one can ask of it. */
    public sealed interface Command<K, V> {}

    /** Stores a value, in place of that which was there, and answers when that is done. */
    public record Put<K, V>(K key, V value, ActorRef<StatusReply<Done>> replyTo) implements Command<K, V> {
        public Put {
            Terms.key(key);
            Terms.value(value);
        }
    }

    /** Answers the value of a key, or empty. */
    public record Get<K, V>(K key, ActorRef<StatusReply<Optional<V>>> replyTo) implements Command<K, V> {
        public Get {
            Terms.key(key);
        }
    }
    // endregion

    // region client
    /**
     * Stores a value, in place of that which was there: once this is completed, everybody's {@link #get} sees it. Does not block.
     *
     * @param timeout how long to wait, more than zero; after a timeout the value may still be stored
     * @return completed when it is stored; or a {@link java.util.concurrent.TimeoutException}, at once if the cache is dead when it
     *     is asked, but only after the timeout if it dies later
     * @throws NullPointerException if key or value is null
     */
    public static <K, V> CompletionStage<Done> put(
            RecipientRef<Command<K, V>> cache, K key, V value, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        Terms.value(value);
        return AskPattern.askWithStatus(cache, replyTo -> new Put<>(key, value, replyTo), timeout, scheduler);
    }

    /**
     * The value of a key. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return the value, or empty if there is none; or a {@link java.util.concurrent.TimeoutException} as {@link #put} gives
     * @throws NullPointerException if the key is null
     */
    public static <K, V> CompletionStage<Optional<V>> get(
            RecipientRef<Command<K, V>> cache, K key, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        return AskPattern.askWithStatus(cache, replyTo -> new Get<>(key, replyTo), timeout, scheduler);
    }
    // endregion

    // region behavior
    /** The cache, empty. */
    public static <K, V> Behavior<Command<K, V>> create() {
        return Behaviors.setup(_ -> with(new HashMap<>()));
    }

    /** The map is changed in place, where Elixir makes a new one: it is never seen outside this actor. */
    private static <K, V> Behavior<Command<K, V>> with(Map<K, V> map) {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Put<K, V>(var key, var value, var replyTo) ->
                    Replies.answer(replyTo, () -> {
                        map.put(key, value);
                        return Done.getInstance();
                    });
                case Get<K, V>(var key, var replyTo) ->
                    Replies.answer(replyTo, () -> Optional.ofNullable(map.get(key)));
            }
            return Behaviors.same();
        });
    }
    // endregion
}
