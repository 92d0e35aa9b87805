package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorInitializationException;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.supervision.settings.GroupSettings;
import otp.supervision.settings.SettingException;

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

    @Test
    void theBudgetOfTheGroupsIsASetting() {
        ActorRef<Group.Command> strict =
                ON.testKit.spawn(Playground.create(new GroupSettings(0, Duration.ofSeconds(5))));
        ActorRef<Worker.Command> a = ON.worker(ON.group(strict, "one_for_one"), "a");
        a.tell(new Worker.Crash("the first is one too many"));
        ON.expectTerminated(a);
    }

    @Test
    void aSettingThatMakesNoSenseIsNamedAndNothingIsStarted() {
        var kit = ActorTestKit.create(ConfigFactory.parseString("supervision.groups.max-restarts = -1")
                .withFallback(ConfigFactory.load()));
        try {
            ActorRef<Group.Command> wrong = kit.spawn(Playground.create(), "wrong");
            kit.createTestProbe().expectTerminated(wrong);
            assertThat(ON.log
                            .await(line -> line.error() instanceof ActorInitializationException)
                            .error())
                    .hasRootCauseInstanceOf(SettingException.class)
                    .rootCause()
                    .hasMessageContaining("supervision.groups.max-restarts");
        } finally {
            kit.shutdownTestKit();
        }
    }
}
