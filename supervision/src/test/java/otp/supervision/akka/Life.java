package otp.supervision.akka;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.stream.Stream;

/** Tells a probe what becomes of workers: started, restarts, ends. Each can be held up at a {@link Gate}. */
final class Life extends BehaviorInterceptor<Worker.Command, Worker.Command> {
    private final String name;
    private final ActorRef<String> observer;

    private Life(String name, ActorRef<String> observer) {
        super(Worker.Command.class);
        this.name = name;
        this.observer = observer;
    }

    static List<Spec<Worker.Command>> of(TestProbe<String> observer, String... names) {
        return Stream.of(names).map(name -> of(observer, name)).toList();
    }

    static Spec<Worker.Command> of(TestProbe<String> observer, String name) {
        return Spec.of(Worker.Command.class, name, observed(observer.ref(), name));
    }

    static Behavior<Worker.Command> observed(ActorRef<String> observer, String name) {
        return Behaviors.intercept(() -> new Life(name, observer), Worker.create(name));
    }

    @Override
    public Behavior<Worker.Command> aroundStart(
            TypedActorContext<Worker.Command> context, PreStartTarget<Worker.Command> target) {
        Behavior<Worker.Command> started = target.start(context);
        observer.tell(name + " started");
        return started;
    }

    @Override
    public Behavior<Worker.Command> aroundReceive(
            TypedActorContext<Worker.Command> context, Worker.Command command, ReceiveTarget<Worker.Command> target) {
        if (command instanceof Worker.Remember(var text)) {
            Gate.pass(text);
        }
        return target.apply(context, command);
    }

    @Override
    public Behavior<Worker.Command> aroundSignal(
            TypedActorContext<Worker.Command> context, Signal signal, SignalTarget<Worker.Command> target) {
        if (signal instanceof PreRestart) {
            observer.tell(name + " restarts");
        } else if (signal instanceof PostStop) {
            observer.tell(name + " ends");
        }
        return target.apply(context, signal);
    }
}
