package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import otp.supervision.akka.Dynamic;
import otp.termscache.akka.TableCache;

/**
 * Who is there, as the receptionist tells it: what names are in OTP. A server that is restarted in place keeps its reference; one
 * that takes the place of another says so itself when it begins, and whoever has subscribed hears of it.
 *
 * @param terms the cache; empty while nobody is
 * @param undo the stack beside it; empty while nobody is
 * @param shards those of the publish-subscribe server, by name
 * @param endpoint where sessions are started; empty while nobody is
 */
record Services(
        List<ActorRef<TableCache.Command<String, Long>>> terms,
        List<ActorRef<Stack.Message<String>>> undo,
        List<ActorRef<Shard.Message>> shards,
        List<ActorRef<Dynamic.Command>> endpoint) {
    static final Services NONE = new Services(List.of(), List.of(), List.of(), List.of());

    static final ServiceKey<TableCache.Command<String, Long>> TERMS = key(TableCache.Command.class, "terms");
    static final ServiceKey<Stack.Message<String>> UNDO = key(Stack.Message.class, "undo");
    static final ServiceKey<Shard.Message> SHARDS = ServiceKey.create(Shard.Message.class, "shards");
    static final ServiceKey<Dynamic.Command> ENDPOINT = ServiceKey.create(Dynamic.Command.class, "endpoint");

    /** A key for a generic protocol. A class knows no type parameters, so that these fit is the word of this class. */
    @SuppressWarnings("unchecked")
    private static <M> ServiceKey<M> key(Class<?> protocol, String id) {
        return ServiceKey.create((Class<M>) protocol, id);
    }

    static Stream<ServiceKey<?>> keys() {
        return Stream.of(TERMS, UNDO, SHARDS, ENDPOINT);
    }

    /** The same behavior, which makes itself known when it begins: the first time, and after each restart. */
    static <M> Behavior<M> known(ServiceKey<M> key, Behavior<M> behavior) {
        return Behaviors.setup(context -> {
            context.getSystem().receptionist().tell(Receptionist.register(key, context.getSelf()));
            return behavior;
        });
    }

    /** With what the receptionist says now. */
    Services with(Receptionist.Listing listing) {
        return new Services(
                listing.isForKey(TERMS) ? byName(listing, TERMS) : terms,
                listing.isForKey(UNDO) ? byName(listing, UNDO) : undo,
                listing.isForKey(SHARDS) ? byName(listing, SHARDS) : shards,
                listing.isForKey(ENDPOINT) ? byName(listing, ENDPOINT) : endpoint);
    }

    private static <M> List<ActorRef<M>> byName(Receptionist.Listing listing, ServiceKey<M> key) {
        return listing.getServiceInstances(key).stream()
                .sorted(Comparator.comparing(ref -> ref.path().name()))
                .toList();
    }

    /** Whether there is at least one of each. */
    boolean complete() {
        return Stream.of(terms, undo, shards, endpoint).noneMatch(List::isEmpty);
    }

    /** The hash of a topic says which shard. */
    ActorRef<Shard.Message> shard(String topic) {
        return shards.get(Math.floorMod(topic.hashCode(), shards.size()));
    }
}
