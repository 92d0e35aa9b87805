package otp.supervision.shell;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.supervision.akka.Child;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Group;
import otp.supervision.akka.Playground;
import otp.supervision.akka.Restart;
import otp.supervision.akka.Worker;

/** The playground in Akka. */
final class AkkaLane implements Lane {
    static final String NAME = "Akka";

    /** After this an answer need no longer be expected: perhaps who was asked has ended, and its group knows by now. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private volatile @Nullable ActorSystem<Group.Command> running;

    /** A worker, and the group that has started it. */
    private record Found(ActorRef<Group.Command> group, ActorRef<Worker.Command> ref) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return "ref";
    }

    // region life
    /** Who ends the JVM stops the playground in order. So Akka shall not do it by itself at the same time. */
    @Override
    public void open() {
        ActorSystem<Group.Command> system = running;
        if (system == null || hasEnded(system)) {
            var config = ConfigFactory.parseString("akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off");
            running = ActorSystem.create(Playground.create(), "playground", config.withFallback(ConfigFactory.load()));
        }
        members();
    }

    @Override
    public void close() {
        ActorSystem<Group.Command> system = running;
        if (system != null) {
            system.terminate();
            await(system.getWhenTerminated());
        }
    }

    /** The system, whose guardian is the playground. */
    ActorSystem<Group.Command> system() {
        ActorSystem<Group.Command> system = running;
        if (system == null || hasEnded(system)) {
            throw Refused.ended(", and the actor system with it, of which it is the guardian");
        }
        return system;
    }

    private static boolean hasEnded(ActorSystem<?> system) {
        return system.getWhenTerminated().toCompletableFuture().isDone();
    }
    // endregion

    // region who lives
    @Override
    public List<Member> members() {
        return untilThereIs(() -> {
            var members = new ArrayList<Member>();
            return read(0, "playground", system(), members) ? Optional.of(List.copyOf(members)) : Optional.empty();
        });
    }

    /** Returns whether all have answered. */
    private boolean read(int depth, String name, ActorRef<Group.Command> group, List<Member> members) {
        members.add(new Member(depth, name, id(group), Optional.empty()));
        Optional<List<Child<?>>> children = children(group);
        for (Child<?> child : children.orElse(List.of())) {
            Optional<ActorRef<Worker.Command>> worker = child.as(Worker.Command.class);
            if (worker.isEmpty()) {
                if (!read(depth + 1, child.name(), group(child), members)) {
                    return false;
                }
                continue;
            }
            Optional<List<String>> texts = answer(recall(worker.get(), ANSWER));
            if (texts.isEmpty()) {
                return false;
            }
            members.add(new Member(depth + 1, child.name(), id(worker.get()), texts));
        }
        return children.isPresent();
    }

    private static String id(ActorRef<?> ref) {
        return "#" + ref.path().uid();
    }

    private static ActorRef<Group.Command> group(Child<?> child) {
        return child.as(Group.Command.class).orElseThrow();
    }

    private Found find(String worker) {
        return untilThereIs(() -> find(worker, system()));
    }

    private Optional<Found> find(String worker, ActorRef<Group.Command> group) {
        for (Child<?> child : children(group).orElse(List.of())) {
            Optional<ActorRef<Worker.Command>> ref = child.as(Worker.Command.class);
            Optional<Found> found = ref.isEmpty()
                    ? find(worker, group(child))
                    : ref.filter(_ -> child.name().equals(worker)).map(it -> new Found(group, it));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
    // endregion

    // region acts
    @Override
    public void send(String worker, String text) {
        find(worker).ref().tell(new Worker.Remember(text));
    }

    @Override
    public void crash(String worker) {
        awaitEnd(worker, new Worker.Crash("boom"));
    }

    @Override
    public void finish(String worker) {
        awaitEnd(worker, new Worker.Finish());
    }

    @Override
    public String kill(String worker) {
        ActorRef<Group.Command> group = find(worker).group();
        await(AskPattern.<Group.Command, Done>askWithStatus(
                group, replyTo -> new Group.StopChild(worker, replyTo), PATIENCE, system().scheduler()));
        return "was stopped by its parent, after the message it was busy with: Akka Typed has no kill";
    }

    @Override
    public void start(String worker, Kind kind) {
        if (Member.named(worker, members()).isPresent()) {
            throw new Refused(worker + " was not started: the name is taken. Akka would refuse it only below the same"
                    + " parent, but the commands know workers by name alone");
        }
        ActorRef<Dynamic.Command> dynamic = untilThereIs(() -> children(system()).stream()
                .flatMap(List::stream)
                .filter(child -> child.name().equals("dynamic"))
                .findFirst()
                .flatMap(child -> child.as(Dynamic.Command.class)));
        var spec = Worker.spec(worker);
        await(AskPattern.<Dynamic.Command, Child<?>>askWithStatus(
                dynamic,
                replyTo -> new Dynamic.StartChild(spec, Restart.valueOf(kind.name()), replyTo),
                PATIENCE,
                system().scheduler()));
    }

    /**
     * A worker that restarts in place answers afterwards. One that ends does not; but as soon as its group knows, it lists another
     * in its place, or none. Only {@code rest_for_one} stops others first, and then always starts another.
     */
    private void awaitEnd(String worker, Worker.Command how) {
        Found old = find(worker);
        old.ref().tell(how);
        CompletableFuture<List<String>> still = recall(old.ref(), PATIENCE).toCompletableFuture();
        boolean comesBack = old.group().path().name().equals("rest_for_one");
        untilThereIs(() -> still.isDone() && !still.isCompletedExceptionally()
                ? Optional.of(true)
                : children(old.group())
                        .filter(all ->
                                all.stream().noneMatch(child -> child.ref().equals(old.ref())))
                        .filter(all -> !comesBack
                                || all.stream().anyMatch(child -> child.name().equals(worker)))
                        .map(_ -> true));
    }
    // endregion

    // region questions
    private Optional<List<Child<?>>> children(ActorRef<Group.Command> group) {
        return answer(AskPattern.ask(group, Group.WhichChildren::new, ANSWER, system().scheduler()));
    }

    private CompletionStage<List<String>> recall(ActorRef<Worker.Command> worker, Duration patience) {
        return AskPattern.ask(worker, Worker.Recall::new, patience, system().scheduler());
    }

    /** Empty if there is none. When the system ends, nobody is left to say so: hence the limit, later than that of the question. */
    private static <T> Optional<T> answer(CompletionStage<T> stage) {
        try {
            return Optional.of(stage.toCompletableFuture().get(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void await(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Refused(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        } catch (TimeoutException e) {
            throw Refused.busy("somebody");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static <T> T untilThereIs(Supplier<Optional<T>> attempt) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw Refused.busy("somebody");
    }

    private static Refused interrupted() {
        Thread.currentThread().interrupt();
        return new Refused("interrupted");
    }
    // endregion
}
