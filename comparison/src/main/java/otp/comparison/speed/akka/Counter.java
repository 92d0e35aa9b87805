package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

/**
 * The actor under load: it does next to nothing, so that what is measured is the way to it and back. It keeps its count in a
 * field, which of Akka's two styles is the one that allocates nothing per message.
 */
final class Counter extends AbstractBehavior<Counter.Message> {
    sealed interface Message {
        record Add(long amount) implements Message {}

        record Read(ActorRef<Long> replyTo) implements Message {}
    }

    private long count;

    Counter(ActorContext<Message> context) {
        super(context);
    }

    static ActorRef<Message> start(ActorSystem<?> system) {
        return system.systemActorOf(Behaviors.setup(Counter::new), "counter", Props.empty());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::handle).build();
    }

    private Behavior<Message> handle(Message message) {
        switch (message) {
            case Message.Add(var amount) -> count += amount;
            case Message.Read(var replyTo) -> replyTo.tell(count);
        }
        return this;
    }
}
