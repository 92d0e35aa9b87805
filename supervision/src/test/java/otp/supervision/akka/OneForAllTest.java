package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneForAllTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Budget TWO = Budget.of(2, Duration.ofHours(1));

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final ActorRef<Group.Command> group = ON.testKit.spawn(OneForAll.create(TWO, Life.of(life, "d", "e", "f")));

    OneForAllTest() {
        life.receiveSeveralMessages(3);
    }

    private List<ActorRef<Worker.Command>> workers() {
        return List.of(ON.worker(group, "d"), ON.worker(group, "e"), ON.worker(group, "f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "e", "f"})
    @Tag("S6")
    void allEndBeforeAnyBeginsAnew(String crashing) {
        ON.worker(group, crashing).tell(new Worker.Crash("boom"));
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("d ends", "e ends", "f ends");
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("d started", "e started", "f started");
    }

    @Test
    @Tag("S6")
    void allGetNewAddressesAndTheGroupKeepsItsOwn() {
        List<ActorRef<Worker.Command>> old = workers();
        old.getFirst().tell(new Worker.Crash("boom"));
        life.receiveSeveralMessages(6);
        assertThat(workers()).doesNotContainAnyElementsOf(old);
        assertThat(workers()).extracting(worker -> ON.recall(worker)).containsOnly(List.of());
    }

    @Test
    @Tag("S6")
    void aNormalEndOfOneIsTheEndOfAllToo() {
        ON.worker(group, "d").tell(new Worker.Finish());
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("d ends", "e ends", "f ends");
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("d started", "e started", "f started");
    }

    @Test
    @Tag("S8")
    void whateverItRestartsACrashCostsOneOfTheBudgetWhichIsTheGroups() {
        for (String crashing : List.of("d", "e")) {
            ON.worker(group, crashing).tell(new Worker.Crash("boom"));
            life.receiveSeveralMessages(6);
        }
        ON.worker(group, "f").tell(new Worker.Crash("once too often"));
        ON.expectTerminated(group);
    }

    @Test
    @Tag("S6")
    void whoAsksWhileItRestartsIsAnsweredWhenItHas() {
        ActorRef<Worker.Command> d = ON.worker(group, "d");
        List<ActorRef<Worker.Command>> old = workers();
        TestProbe<List<Child<?>>> answer = ON.testKit.createTestProbe();
        try (var _ = Gate.before(ON.worker(group, "e"))) {
            d.tell(new Worker.Crash("boom"));
            ON.expectTerminated(old.getLast());
            group.tell(new Group.WhichChildren(answer.ref()));
        }
        assertThat(answer.receiveMessage()).hasSize(3).noneMatch(child -> old.contains(child.ref()));
    }

    @Test
    @Tag("S20")
    void aChildThatIsStoppedByRequestLeavesTheOthersAlone() {
        assertThat(ON.stopChild(group, "e")).isEqualTo(StatusReply.ack());
        life.expectMessage("e ends");
        assertThat(ON.names(group)).containsExactly("d", "f");
        life.expectNoMessage(Duration.ZERO);
    }

    @Test
    @Tag("S20")
    void theNextRestartBringsAStoppedChildBack() {
        ON.stopChild(group, "e");
        life.expectMessage("e ends");
        ON.worker(group, "d").tell(new Worker.Crash("boom"));
        life.receiveSeveralMessages(5);
        assertThat(ON.names(group)).containsExactly("d", "e", "f");
    }

    @Test
    void whoStopsAChildWhileTheGroupRestartsIsToldThatItIsStartedAgain() {
        TestProbe<StatusReply<Done>> answer = ON.testKit.createTestProbe();
        ActorRef<Worker.Command> f = ON.worker(group, "f");
        try (var _ = Gate.before(ON.worker(group, "e"))) {
            group.tell(new Group.StopChild("e", answer.ref()));
            ON.worker(group, "d").tell(new Worker.Crash("boom"));
            ON.expectTerminated(f);
        }
        assertThat(answer.receiveMessage().getError())
                .isInstanceOf(Group.Restarted.class)
                .hasMessage("expected to stop e, but its group is restarting and starts it again: ask once more");
        life.receiveSeveralMessages(6);
        assertThat(ON.names(group)).containsExactly("d", "e", "f");
    }
}
