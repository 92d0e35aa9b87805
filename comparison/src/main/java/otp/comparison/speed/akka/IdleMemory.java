package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import otp.comparison.speed.Heap;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.Together;

/**
 * A program: how many bytes of heap one idle actor takes, as the child of one parent, which keeps it in its list. It has run its
 * setup and waits. An actor always has a name; with the argument {@code named} the parent chooses it.
 */
public final class IdleMemory {
    private static final int WARM_UP = 90_000;

    private IdleMemory() {}

    private record Start(int from, int to, CountDownLatch started) {}

    /**
     * Prints the figure.
     *
     * @param arguments {@code named}, or nothing
     */
    public static void main(String[] arguments) {
        boolean named = List.of(arguments).contains("named");
        ActorSystem<Void> system = Settings.DEFAULT.start();
        ActorRef<Start> parent = system.systemActorOf(parent(named), "parent", Props.empty());
        long before = 0;
        for (int from = 0; from < WARM_UP; from += WARM_UP / 3) {
            start(parent, from, from + WARM_UP / 3);
            before = Heap.used();
        }
        start(parent, WARM_UP, WARM_UP + Sizes.IDLE);
        Heap.print((double) (Heap.used() - before) / Sizes.IDLE);
        system.terminate();
    }

    private static void start(ActorRef<Start> parent, int from, int to) {
        var started = new CountDownLatch(to - from);
        parent.tell(new Start(from, to, started));
        Together.await(started);
    }

    private static Behavior<Start> parent(boolean named) {
        return Behaviors.receive((context, message) -> {
            for (int i = message.from; i < message.to; i++) {
                Behavior<Counter.Message> child = child(message.started);
                if (named) {
                    context.spawn(child, "idle-" + i);
                } else {
                    context.spawnAnonymous(child);
                }
            }
            return Behaviors.same();
        });
    }

    private static Behavior<Counter.Message> child(CountDownLatch started) {
        return Behaviors.setup(context -> {
            started.countDown();
            return new Counter(context);
        });
    }
}
