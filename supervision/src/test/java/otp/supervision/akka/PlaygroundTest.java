package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaygroundTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final ActorRef<Group.Command> playground = ON.testKit.spawn(Playground.create());

    @Test
    void itsGroupsAndTheirWorkersAreAsDrawn() {
        assertThat(ON.names(playground))
                .containsExactly(
                        "one_for_one", "one_for_all", "rest_for_one", "restart_types", "dynamic", "escalation");
        assertThat(List.of("one_for_one", "one_for_all", "rest_for_one", "restart_types", "dynamic", "escalation"))
                .extracting(group -> ON.names(ON.group(playground, group)))
                .containsExactly(
                        List.of("a", "b", "c"),
                        List.of("d", "e", "f"),
                        List.of("g", "h", "i"),
                        List.of("permanent", "transient", "temporary"),
                        List.of(),
                        List.of("fragile"));
        assertThat(ON.names(ON.group(ON.group(playground, "escalation"), "fragile")))
                .containsExactly("j");
    }

    @Test
    void aWorkerIsStartedOnRequest() {
        ActorRef<Dynamic.Command> dynamic =
                ON.child(playground, "dynamic").as(Dynamic.Command.class).orElseThrow();
        TestProbe<StatusReply<Child<?>>> answer = ON.testKit.createTestProbe();
        dynamic.tell(new Dynamic.StartChild(Worker.spec("x"), Restart.TEMPORARY, answer.ref()));
        assertThat(answer.receiveMessage().getValue().name()).isEqualTo("x");
    }
}
