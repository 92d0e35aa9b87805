package otp.observer.akka.internal;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.internal.InterceptorImpl;
import akka.actor.typed.internal.adapter.ActorAdapter;

/**
 * Lets an actor throw without its code knowing anything of it: a message that it does not understand, and an interceptor around its
 * own behavior, inside all supervision, that throws when that message comes. So the supervision sees what it would see had the
 * behavior itself thrown.
 */
final class Crash {
    /** The message. */
    static final Crash MESSAGE = new Crash();

    private Crash() {}

    @Override
    public String toString() {
        return "crash, from the observer's page";
    }

    /** What is thrown. */
    static final class CrashedOnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1;

        CrashedOnPurpose() {
            super("crashed from the observer's page", null, false, false);
        }
    }

    private static final class Interceptor extends BehaviorInterceptor<Object, Object> {
        Interceptor() {
            super(Object.class);
        }

        @Override
        public Behavior<Object> aroundReceive(
                TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
            if (message == MESSAGE) {
                throw new CrashedOnPurpose();
            }
            return target.apply(context, message);
        }

        /** Where a failure does not end the behavior, the next one would be wrapped again. */
        @Override
        public boolean isSame(BehaviorInterceptor<Object, Object> other) {
            return other instanceof Interceptor;
        }
    }

    /** Puts the interceptor in its place. Called on the thread of the actor, just before it is given the message. */
    @SuppressWarnings("unchecked") // what an actor understands is known to its own code only
    static void prepare(ActorAdapter<?> actor) {
        var adapter = (ActorAdapter<Object>) actor;
        adapter.akka$actor$typed$internal$adapter$ActorAdapter$$behavior_$eq(intercepted(adapter.currentBehavior()));
    }

    @SuppressWarnings("unchecked") // as above
    private static Behavior<Object> intercepted(Behavior<Object> behavior) {
        if (!(behavior instanceof InterceptorImpl<?, ?>)) {
            return new InterceptorImpl<>(new Interceptor(), behavior);
        }
        var layer = (InterceptorImpl<Object, Object>) behavior;
        return layer.interceptor() instanceof Interceptor
                ? layer
                : layer.replaceNested(intercepted(layer.nestedBehavior()));
    }
}
