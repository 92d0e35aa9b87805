package otp.supervision.akka;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.supervision.Lives;
import otp.supervision.SupervisionContract;
import otp.testkit.log.LogCapture;

class SupervisionTest extends SupervisionContract {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    @RegisterExtension
    final LogCapture log = LogCapture.of("otp.supervision.akka");

    private final Lives lives = new Lives(log, "akka");
    private @Nullable ActorRef<Group.Command> running;
    private final Map<String, Found> ended = new HashMap<>();

    /** A worker and the group that has it. */
    private record Found(ActorRef<Group.Command> group, Child<?> child) {
        ActorRef<Worker.Command> worker() {
            return child.as(Worker.Command.class).orElseThrow();
        }
    }

    @AfterEach
    void stop() {
        stopPlayground();
    }

    private ActorRef<Group.Command> playground() {
        if (running == null) {
            throw new AssertionError("the playground is not started");
        }
        return running;
    }

    /** An actor has no name that one could send to: the way to it is from group to group. */
    private Optional<Found> find(String name) {
        return workers(playground())
                .filter(found -> found.child().name().equals(name))
                .findAny();
    }

    private Stream<Found> workers(ActorRef<Group.Command> group) {
        return ON.children(group).stream()
                .flatMap(child -> child.as(Group.Command.class)
                        .map(this::workers)
                        .orElseGet(() -> Stream.of(new Found(group, child))));
    }

    private ActorRef<Worker.Command> worker(String name) {
        return find(name)
                .orElseThrow(() -> new AssertionError("no group has a worker " + name))
                .worker();
    }

    @Override
    protected Lives lives() {
        return lives;
    }

    @Override
    protected void startPlayground() {
        running = ON.testKit.spawn(Playground.create());
    }

    @Override
    protected void stopPlayground() {
        ON.testKit.stop(playground(), LogCapture.PATIENCE);
    }

    @Override
    protected void remember(String worker, String text) {
        worker(worker).tell(new Worker.Remember(text));
    }

    @Override
    protected List<String> recall(String worker) {
        return ON.recall(worker(worker));
    }

    @Override
    protected void crash(String worker) {
        ends(worker, new Worker.Crash("boom"));
    }

    @Override
    protected void finish(String worker) {
        ends(worker, new Worker.Finish());
    }

    private void ends(String worker, Worker.Command how) {
        Found found = find(worker).orElseThrow();
        ended.put(worker, found);
        found.worker().tell(how);
    }

    @Override
    protected Object identity(String worker) {
        return worker(worker);
    }

    @Override
    protected void awaitGone(String worker) {
        Found found = ended.get(worker);
        if (found != null) {
            ON.awaitGone(found.worker(), found.group());
        }
    }

    @Override
    protected boolean runs(String worker) {
        return find(worker).isPresent();
    }

    private Child<?> dynamic() {
        return ON.child(playground(), "dynamic");
    }

    @Override
    protected boolean startDynamic(String worker, Kind kind) {
        TestProbe<StatusReply<Child<?>>> answer = ON.testKit.createTestProbe();
        dynamic()
                .as(Dynamic.Command.class)
                .orElseThrow()
                .tell(new Dynamic.StartChild(Worker.spec(worker), Restart.valueOf(kind.name()), answer.ref()));
        StatusReply<Child<?>> reply = answer.receiveMessage();
        if (reply.isError() && !(reply.getError() instanceof Dynamic.AlreadyStarted)) {
            throw new AssertionError(reply.getError());
        }
        return reply.isSuccess();
    }

    @Override
    protected boolean stopDynamic(String worker) {
        var reply = ON.stopChild(dynamic().as(Group.Command.class).orElseThrow(), worker);
        if (reply.isError() && !(reply.getError() instanceof Group.NoSuchChild)) {
            throw new AssertionError(reply.getError());
        }
        return reply.isSuccess();
    }
}
