package otp.comparison.scenario.akka;

import akka.actor.BootstrapSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import scala.concurrent.ExecutionContext;

/**
 * Where a scenario is played: an actor system on one thread, with a clock that is moved. Its guardian starts {@code Main} and
 * watches everybody.
 *
 * <p>One thread makes each run the same, also in what Akka does not promise: the guide's sentences speak of what it does promise.
 */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String SETTINGS = """
            akka.loglevel = "OFF"
            akka.stdout-loglevel = "OFF"
            akka.log-dead-letters = off
            akka.use-slf4j = off
            akka.jvm-exit-on-fatal-error = off
            akka.jvm-shutdown-hooks = off
            akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.scheduler.implementation = "%s"
            akka.actor.internal-dispatcher = "akka.actor.default-dispatcher"
            """.formatted(MovedScheduler.class.getName());

    private sealed interface Order {}

    private record Begin() implements Order {}

    private record Watch(ActorRef<?> who) implements Order {}

    /** What no supervision takes, such as a StackOverflowError: with it the actor system is at its end. */
    private volatile @Nullable Throwable fatal;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform()
                            .daemon()
                            .name("stage")
                            .uncaughtExceptionHandler((_, _) -> {}) // afterExecute has taken it
                            .factory()) {
                /** Before another thread takes the place of the one that this ends: whoever looks then sees it. */
                @Override
                protected void afterExecute(Runnable task, @Nullable Throwable error) {
                    if (error != null) {
                        fatal = error;
                    }
                }
            };
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Map<ActorRef<?>, Term> failures = new ConcurrentHashMap<>();
    private final Map<String, ActorRef<?>> groups = new ConcurrentHashMap<>();

    /** The groups, and whether each is a dynamic one. */
    private final Map<ActorRef<?>, Boolean> kinds = new ConcurrentHashMap<>();

    /** The servers and state machines: their protocol is {@link Request}. */
    private final Set<ActorRef<?>> servers = ConcurrentHashMap.newKeySet();

    /** Those that do what the director says. */
    private final Set<ActorRef<?>> puppets = ConcurrentHashMap.newKeySet();

    private final AtomicInteger taskNames = new AtomicInteger();
    private volatile @Nullable ActorRef<Message> main;
    private final ActorSystem<Order> system = ActorSystem.create(
            guardian(),
            "stage",
            BootstrapSetup.create(ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load()))
                    .withDefaultExecutionContext(ExecutionContext.fromExecutor(thread)));
    private final MovedScheduler timers =
            (MovedScheduler) Adapter.toClassic(system).scheduler();
    final Tree tree = new Tree(this);
    final PersistentTerms persistentTerms = new PersistentTerms();

    private Behavior<Order> guardian() {
        return Behaviors.receive(
                (context, order) -> {
                    switch (order) {
                        case Begin() -> main = context.spawn(Puppet.create(this), "Main");
                        case Watch(var who) -> context.watch(who);
                    }
                    return Behaviors.same();
                },
                (_, signal) -> {
                    if (signal instanceof Terminated ended) {
                        ActorRef<?> who = ended.getRef();
                        saw(new Outcome.Ended(who, failures.getOrDefault(who, Ends.STOPPED)));
                    }
                    return Behaviors.same();
                });
    }

    /** Starts {@code Main} and returns it. */
    ActorRef<Message> begin() throws TimeoutException {
        system.tell(new Begin());
        settle();
        ActorRef<Message> begun = main;
        if (begun == null) {
            throw new TimeoutException("expected Main to be there after " + PATIENCE);
        }
        return begun;
    }

    void saw(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** What was seen next, or null. */
    @Nullable
    Outcome next() {
        return outcomes.poll();
    }

    /** From now on the guardian says when this one ends. */
    void watch(ActorRef<?> who) {
        system.tell(new Watch(who));
    }

    /** An actor is about to fail with this. */
    void fails(ActorRef<?> who, Term because) {
        failures.put(who, because);
    }

    /** An actor begins anew. Its failure is past. */
    void restarts(ActorRef<?> who) {
        Term because = failures.remove(who);
        saw(new Outcome.Restarts(who, because == null ? Ends.UNSAID : because));
    }

    /** A group has begun. */
    void group(ActorRef<?> who, boolean dynamic) {
        groups.put(who.path().toStringWithoutAddress(), who);
        kinds.put(who, dynamic);
    }

    boolean isGroup(ActorRef<?> who) {
        return kinds.containsKey(who);
    }

    boolean isDynamic(ActorRef<?> who) {
        return kinds.getOrDefault(who, false);
    }

    /** One who does what the director says has begun. */
    void puppet(ActorRef<Message> who) {
        puppets.add(who);
    }

    boolean isPuppet(ActorRef<?> who) {
        return puppets.contains(who);
    }

    /** A name for one more task of a group. */
    String taskName() {
        return "task" + taskNames.incrementAndGet();
    }

    /** A server or a state machine has been started. */
    void server(ActorRef<Request> who) {
        servers.add(who);
    }

    /** What a server or a state machine sends. */
    void send(Term to, Term message) {
        if (!(to instanceof Term.Identity(ActorRef<?> who))) {
            throw new IllegalStateException("expected an actor, got: " + to.show(Object::toString));
        }
        if (isServer(who)) {
            who.<Request>unsafeUpcast().tell(new Request.Info(message));
        } else {
            who.<Message>unsafeUpcast().tell(new Message.Said(message));
        }
    }

    boolean isServer(ActorRef<?> who) {
        return servers.contains(who);
    }

    /** A child has begun. */
    void started(String id, ActorRef<?> child) {
        watch(child);
        saw(new Outcome.Started(id, child, parent(child)));
    }

    /** The group in which an actor is a child, or null if its parent is no group. */
    @Nullable
    ActorRef<?> parent(ActorRef<?> child) {
        return groups.get(child.path().parent().toStringWithoutAddress());
    }

    /**
     * Returns when nobody has anything left to do: when the one thread has run nothing from one look to the next, and nothing is on
     * its way through the common pool, which brings the answers of {@code ask}.
     */
    void settle() throws TimeoutException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long before = look();
        for (; ; ) {
            if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException("expected everybody to come to rest within " + PATIENCE);
            }
            if (!ForkJoinPool.commonPool().awaitQuiescence(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("expected the common pool to come to rest within " + PATIENCE);
            }
            long now = look();
            Throwable error = fatal;
            if (error != null) {
                throw new IllegalStateException("expected actors that fail with exceptions, got: " + error, error);
            }
            if (now == before + 1) {
                return;
            }
            before = now;
        }
    }

    /**
     * Lets time pass, for timers. A scenario that lets a second pass or more is about the window of a budget, and at that Akka looks
     * with the machine's clock, which nobody can move.
     */
    void pass(Duration span) throws TimeoutException {
        long end = timers.now() + span.toNanos();
        while (timers.fireNext(end)) {
            settle();
        }
        if (span.toSeconds() > 0) {
            long until = System.nanoTime() + span.toNanos();
            for (long left = span.toNanos(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** How much the one thread has run before it looked; only what was handed to it before counts. */
    private long look() throws TimeoutException {
        Future<Long> completed = thread.submit(thread::getCompletedTaskCount);
        try {
            return completed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the scenario was played", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the thread of the actors", e);
        }
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("expected the actor system to end within " + PATIENCE, e);
        } finally {
            // With an interrupt: whoever still runs there is not waited for.
            thread.shutdownNow();
        }
    }
}
