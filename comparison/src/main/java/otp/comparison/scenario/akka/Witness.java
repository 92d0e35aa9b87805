package otp.comparison.scenario.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;

/** Sees with what a group fails, and when it begins anew. The group does not notice. */
final class Witness<M> extends BehaviorInterceptor<M, M> {
    private final Stage stage;

    private Witness(Class<M> messages, Stage stage) {
        super(messages);
        this.stage = stage;
    }

    static <M> Behavior<M> of(Class<M> messages, Stage stage, Behavior<M> group) {
        return Behaviors.intercept(() -> new Witness<>(messages, stage), group);
    }

    @Override
    public Behavior<M> aroundReceive(TypedActorContext<M> context, M message, ReceiveTarget<M> target) {
        try {
            return target.apply(context, message);
        } catch (RuntimeException e) {
            stage.fails(context.asJava().getSelf(), Ends.of(e));
            throw e;
        }
    }

    @Override
    public Behavior<M> aroundSignal(TypedActorContext<M> context, Signal signal, SignalTarget<M> target) {
        if (signal instanceof PreRestart) {
            stage.restarts(context.asJava().getSelf());
        }
        try {
            return target.apply(context, signal);
        } catch (RuntimeException e) {
            stage.fails(context.asJava().getSelf(), Ends.of(e));
            throw e;
        }
    }
}
