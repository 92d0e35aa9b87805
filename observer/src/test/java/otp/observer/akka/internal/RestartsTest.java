package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SpawnProtocol;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.observer.Trees;
import otp.observer.tree.TreeNode;
import otp.testkit.log.LogCapture;

/** The restarts of actors that know nothing of being counted. */
class RestartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    @RegisterExtension
    final LogCapture otp = LogCapture.of("otp");

    private sealed interface Message {}

    private record Crash(RuntimeException with) implements Message {}

    private record Ping(ActorRef<String> replyTo) implements Message {}

    private record Stop() implements Message {}

    private static final Crash CRASH = new Crash(new IllegalStateException("on purpose"));

    private final AtomicLong clock = new AtomicLong();
    private final ActorSystem<SpawnProtocol.Command> system = ActorSystem.create(
            SpawnProtocol.create(),
            "restarts",
            ActorSystemSetup.create(BootstrapSetup.create(ConfigFactory.load()), new ObserverClock(clock::get)));

    @AfterEach
    void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Behavior<Message> crashing() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Crash(var with) -> throw with;
            case Ping(var replyTo) -> {
                replyTo.tell("pong");
                yield Behaviors.same();
            }
            case Stop() -> Behaviors.stopped();
        });
    }

    private static Behavior<Message> supervised(SupervisorStrategy strategy) {
        return Behaviors.supervise(crashing()).onFailure(strategy);
    }

    private <M> ActorRef<M> spawn(Behavior<M> behavior, String name) throws Exception {
        return AskPattern.<SpawnProtocol.Command, ActorRef<M>>ask(
                        system,
                        replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** When it answers, it has dealt with all before. */
    private void settle(ActorRef<Message> actor) throws Exception {
        AskPattern.<Message, String>ask(actor, Ping::new, PATIENCE, system.scheduler())
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private TreeNode seen(String name) {
        return Trees.named(ActorTree.read(system, Map.of()), name);
    }

    static Stream<SupervisorStrategy> restarting() {
        BackoffSupervisorStrategy backoff =
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(1), Duration.ofMillis(1), 0);
        return Stream.of(
                SupervisorStrategy.restart(),
                SupervisorStrategy.restart().withLimit(100, Duration.ofMinutes(1)),
                SupervisorStrategy.restart().withLimit(100, Duration.ofNanos(1)),
                SupervisorStrategy.restart().withLoggingEnabled(false),
                backoff,
                backoff.withResetBackoffAfter(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("restarting")
    void everyRestartInPlaceCounts(SupervisorStrategy strategy) throws Exception {
        ActorRef<Message> actor = spawn(supervised(strategy), "actor");

        for (int crash = 1; crash <= 10; crash++) {
            actor.tell(CRASH);
            settle(actor);
        }

        assertThat(seen("actor").restarts()).isEqualTo(10);
    }

    @Test
    void manyCrashesInOneGoCountEach() throws Exception {
        ActorRef<Message> actor = spawn(supervised(SupervisorStrategy.restart()), "actor");

        for (int crash = 1; crash <= 1_000; crash++) {
            actor.tell(CRASH);
        }
        settle(actor);

        assertThat(seen("actor").restarts()).isEqualTo(1_000);
    }

    @Test
    void aRestartIsSeenAlsoIfNoMessageFollows() throws Exception {
        ActorRef<Message> actor = spawn(supervised(SupervisorStrategy.restart()), "actor");

        actor.tell(CRASH);

        await().until(() -> Objects.equals(seen("actor").restarts(), 1));
    }

    @Test
    void resumingIsNoRestart() throws Exception {
        ActorRef<Message> actor = spawn(supervised(SupervisorStrategy.resume()), "actor");

        actor.tell(CRASH);
        settle(actor);

        assertThat(seen("actor").restarts()).isZero();
    }

    @Test
    void layersOfSupervisionCountTogether() throws Exception {
        Behavior<Message> layers = Behaviors.supervise(Behaviors.supervise(crashing())
                        .onFailure(IllegalStateException.class, SupervisorStrategy.restart()))
                .onFailure(ArithmeticException.class, SupervisorStrategy.restart());
        ActorRef<Message> actor = spawn(layers, "actor");

        actor.tell(CRASH);
        actor.tell(new Crash(new ArithmeticException("on purpose")));
        actor.tell(CRASH);
        settle(actor);

        assertThat(seen("actor").restarts()).isEqualTo(3);
    }

    @Test
    void aStartThatFailsAndIsTriedAgainCounts() throws Exception {
        var starts = new AtomicInteger();
        Behavior<Message> behavior = Behaviors.supervise(Behaviors.<Message>setup(_ -> {
                    if (starts.incrementAndGet() <= 2) {
                        throw new IllegalStateException("on purpose");
                    }
                    return crashing();
                }))
                .onFailure(SupervisorStrategy.restart().withLimit(10, Duration.ofMinutes(1)));
        ActorRef<Message> actor = spawn(behavior, "actor");
        settle(actor);

        assertThat(seen("actor").restarts()).isEqualTo(2);
    }

    @Test
    void anAgeBeginsAnewWithARestart() throws Exception {
        ActorRef<Message> actor = spawn(supervised(SupervisorStrategy.restart()), "actor");
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(seen("actor").age()).isEqualTo(Duration.ofHours(1));

        actor.tell(CRASH);
        settle(actor);
        clock.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(seen("actor").age()).isEqualTo(Duration.ofMinutes(1));
    }

    // ---- another of the same name ----

    /** Starts another child of the same name when one has stopped. */
    private static Behavior<Message> replacing(String name) {
        return Behaviors.setup(context -> {
            context.watch(context.spawn(supervised(SupervisorStrategy.restart()), name));
            return Behaviors.receive(Message.class)
                    .onSignal(Terminated.class, _ -> {
                        context.watch(context.spawn(supervised(SupervisorStrategy.restart()), name));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private ActorRef<Message> child(String name) {
        return ActorRefResolver.get(system).resolveActorRef(seen(name).id());
    }

    @Test
    void anotherOfTheSameNameCountsAsARestart() throws Exception {
        spawn(replacing("child"), "parent");
        await().until(() -> !seen("parent").children().isEmpty());

        child("child").tell(new Stop());

        await().until(() -> isThere("child") && Objects.equals(seen("child").restarts(), 1));
    }

    @Test
    void whatThePredecessorHadIsCountedOn() throws Exception {
        spawn(replacing("child"), "parent");
        await().until(() -> !seen("parent").children().isEmpty());

        ActorRef<Message> first = child("child");
        first.tell(CRASH);
        first.tell(CRASH);
        first.tell(new Stop());

        await().until(() -> isThere("child") && Objects.equals(seen("child").restarts(), 3));
    }

    private boolean isThere(String name) {
        return Trees.all(ActorTree.read(system, Map.of()))
                .anyMatch(node -> node.name().equals(name));
    }

    @Test
    void theSameNameUnderAnotherParentIsSomebodyElse() throws Exception {
        spawn(replacing("child"), "one");
        await().until(() -> !seen("one").children().isEmpty());
        child("child").tell(new Stop());
        await().until(() -> isThere("child") && Objects.equals(seen("child").restarts(), 1));

        spawn(replacing("child"), "two");
        await().until(() -> !seen("two").children().isEmpty());

        assertThat(Objects.requireNonNull(seen("two")).children())
                .extracting(TreeNode::restarts)
                .containsExactly(0);
    }

    @Test
    void ofTheNamesThatAreGoneOnlyTheLastHundredAreKept() {
        var predecessors = new Predecessors();
        for (int i = 0; i < 101; i++) {
            predecessors.ended("child_" + i, 5);
        }

        assertThat(List.of(predecessors.successor("child_0"), predecessors.successor("child_100")))
                .containsExactly(0, 6);
    }
}
