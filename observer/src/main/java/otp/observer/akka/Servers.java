package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.List;
import otp.concurrency.akka.SharedState;

/** The parent of the servers. Receives nothing: it is there to start them, and to fail when one of them gives up. */
final class Servers {
    /** Where the shared states are found; restarted servers keep their place, new ones take it. */
    static final ServiceKey<SharedState.Command<Integer>> STATES = key(SharedState.Command.class, "states");

    /** Where the stacks are found. */
    static final ServiceKey<Stack.Message<Integer>> STACKS = key(Stack.Message.class, "stacks");

    private Servers() {}

    static Behavior<Void> create() {
        return Behaviors.setup(context -> {
            start(context, "counter", "SharedState", SharedState.create(0), STATES);
            start(context, "totals", "SharedState", SharedState.create(0), STATES);
            start(context, "undo", "Stack", Stack.of(List.of(1, 2, 3)), STACKS);
            start(context, "redo", "Stack", Stack.of(List.of()), STACKS);
            return Behaviors.empty();
        });
    }

    private static <M> void start(
            ActorContext<Void> context, String name, String kind, Behavior<M> behavior, ServiceKey<M> key) {
        ActorRef<M> server = Supervised.child(context, name, kind, behavior);
        context.getSystem().receptionist().tell(Receptionist.register(key, server));
    }

    /** A key for a generic protocol. A class knows no type parameters, so that these fit is the word of this class. */
    @SuppressWarnings("unchecked")
    private static <M> ServiceKey<M> key(Class<?> protocol, String id) {
        return ServiceKey.create((Class<M>) protocol, id);
    }
}
