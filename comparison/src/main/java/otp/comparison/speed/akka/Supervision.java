package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.SupervisionProgram;
import otp.comparison.speed.Together;

/**
 * A program: {@code Behaviors.supervise} with restart, which begins the behavior anew in the same actor; and an actor with many
 * children, which is told once to start them all. Driven by a virtual thread.
 */
public final class Supervision implements SupervisionProgram.Lane {
    private final ActorSystem<Void> system;
    private int names;

    @SuppressWarnings("NullAway.Init") // both set by startChildren
    private ActorRef<Parent> parent;

    @SuppressWarnings("NullAway.Init")
    private CountDownLatch stopped;

    private Supervision(ActorSystem<Void> system) {
        this.system = system;
    }

    /**
     * Prints the figures.
     *
     * @param arguments the name of the settings
     */
    public static void main(String[] arguments) {
        ActorSystem<Void> system = Settings.valueOf(arguments[0]).start();
        Together.run(1, Thread::startVirtualThread, () -> {
            try {
                SupervisionProgram.run(new Supervision(system));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        system.terminate();
    }

    private sealed interface Work {
        record Crash() implements Work {}

        record Stop() implements Work {}
    }

    /** Tells that it runs; crashes when it is told to, and is begun anew. */
    private static Behavior<Work> worker(Consumer<ActorRef<Work>> whenLive) {
        Behavior<Work> worker = Behaviors.setup(context -> {
            whenLive.accept(context.getSelf());
            return Behaviors.receiveMessage(message -> switch (message) {
                case Work.Crash() -> throw new IllegalStateException("told to crash");
                case Work.Stop() -> Behaviors.stopped();
            });
        });
        return Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart());
    }

    private ActorRef<Work> start(Consumer<ActorRef<Work>> whenLive) {
        names++;
        return system.systemActorOf(worker(whenLive), "worker-" + names, Props.empty());
    }

    @Override
    public void crashToLive(int times, LongConsumer nanoseconds) throws InterruptedException {
        var live = new LinkedBlockingQueue<Long>();
        ActorRef<Work> worker = start(_ -> live.add(System.nanoTime()));
        await(live);
        for (int i = 0; i < times; i++) {
            long from = System.nanoTime();
            worker.tell(new Work.Crash());
            nanoseconds.accept(await(live) - from);
        }
        worker.tell(new Work.Stop());
    }

    private static long await(LinkedBlockingQueue<Long> live) throws InterruptedException {
        Long since = live.poll(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (since == null) {
            throw new IllegalStateException("expected a child that was begun anew, none came");
        }
        return since;
    }

    @Override
    public void restarts(int times) {
        var left = new AtomicInteger(times + Sizes.RESTARTING);
        var done = new CountDownLatch(1);
        for (int i = 0; i < Sizes.RESTARTING; i++) {
            start(self -> {
                int after = left.decrementAndGet();
                if (after > 0) {
                    self.tell(new Work.Crash());
                } else {
                    self.tell(new Work.Stop());
                    if (after == 0) {
                        done.countDown();
                    }
                }
            });
        }
        Together.await(done);
    }

    private sealed interface Parent {
        record Start(int count, CountDownLatch started) implements Parent {}

        record Stop() implements Parent {}
    }

    private static Behavior<Parent> parent() {
        return Behaviors.receive((context, message) -> switch (message) {
            case Parent.Start(var count, var started) -> {
                for (int i = 0; i < count; i++) {
                    context.spawnAnonymous(child(started));
                }
                yield Behaviors.same();
            }
            case Parent.Stop() -> Behaviors.stopped();
        });
    }

    private static Behavior<Counter.Message> child(CountDownLatch started) {
        return Behaviors.setup(context -> {
            started.countDown();
            return new Counter(context);
        });
    }

    /** Hears of the parent's end, which comes after those of its children. */
    private static Behavior<Void> watcher(ActorRef<Parent> parent, CountDownLatch stopped) {
        return Behaviors.setup(context -> {
            context.watch(parent);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, _ -> {
                        stopped.countDown();
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    @Override
    public void startChildren(int count) {
        names++;
        parent = system.systemActorOf(parent(), "parent-" + names, Props.empty());
        stopped = new CountDownLatch(1);
        system.systemActorOf(watcher(parent, stopped), "watcher-" + names, Props.empty());
        var started = new CountDownLatch(count);
        parent.tell(new Parent.Start(count, started));
        Together.await(started);
    }

    @Override
    public void stopChildren() {
        parent.tell(new Parent.Stop());
        Together.await(stopped);
    }
}
