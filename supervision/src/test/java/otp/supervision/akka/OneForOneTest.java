package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OneForOneTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Budget TWO = Budget.of(2, Duration.ofHours(1));

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final ActorRef<Group.Command> group = ON.testKit.spawn(OneForOne.create(TWO, Life.of(life, "a", "b", "c")));
    private final Map<String, ActorRef<Worker.Command>> workers =
            ON.names(group).stream().collect(Collectors.toMap(Function.identity(), name -> ON.worker(group, name)));

    OneForOneTest() {
        life.receiveSeveralMessages(3);
    }

    private ActorRef<Worker.Command> worker(String name) {
        return workers.getOrDefault(name, ON.testKit.system().deadLetters());
    }

    @Test
    @Tag("S5")
    void aChildThatCrashesKeepsItsAddressAndForgetsItsState() {
        worker("b").tell(new Worker.Remember("text"));
        worker("b").tell(new Worker.Crash("boom"));
        assertThat(ON.recall(worker("b"))).isEmpty();
        assertThat(ON.worker(group, "b")).isEqualTo(worker("b"));
    }

    @Test
    @Tag("S5")
    void theOthersDoNotNotice() {
        worker("a").tell(new Worker.Remember("text"));
        worker("b").tell(new Worker.Crash("boom"));
        life.expectMessage("b restarts");
        life.expectMessage("b started");
        assertThat(ON.recall(worker("a"))).containsExactly("text");
        life.expectNoMessage(Duration.ZERO);
    }

    @Test
    @Tag("S9")
    void eachChildMayCrashAsOftenAsTheBudgetSaysWhateverTheOthersDo() {
        for (String name : List.of("a", "b", "c")) {
            worker(name).tell(new Worker.Crash("first"));
            worker(name).tell(new Worker.Crash("second"));
            assertThat(ON.recall(worker(name))).isEmpty();
        }
        assertThat(ON.names(group)).containsExactly("a", "b", "c");
    }

    @Test
    @Tag("S9")
    void aChildThatCrashesOnceMoreEndsTheGroup() {
        for (int crash = 1; crash <= 3; crash++) {
            worker("b").tell(new Worker.Crash("number " + crash));
        }
        ON.expectTerminated(group);
    }

    @Test
    @Tag("S3")
    void aChildThatEndsNormallyIsGoneAndTheGroupLives() {
        worker("b").tell(new Worker.Finish());
        ON.awaitGone(worker("b"), group);
        assertThat(ON.names(group)).containsExactly("a", "c");
    }

    @Test
    @Tag("S20")
    void aChildThatIsStoppedHasStoppedWhenTheAnswerComesAndStaysSo() {
        assertThat(ON.stopChild(group, "b")).isEqualTo(StatusReply.ack());
        life.expectMessage("b ends");
        assertThat(ON.names(group)).containsExactly("a", "c");
    }

    @Test
    @Tag("S20")
    void toStopAChildThatThereIsNotIsRefusedWithTheNamesThatThereAre() {
        assertThat(ON.stopChild(group, "x").getError())
                .isInstanceOf(Group.NoSuchChild.class)
                .hasMessage("expected the name of a living child, one of [a, b, c], got: x");
    }

    @Test
    void whoWaitsForTheEndOfAChildIsAnsweredAlsoWhenTheGroupEnds() {
        TestProbe<StatusReply<Done>> answer = ON.testKit.createTestProbe();
        try (var _ = Gate.before(worker("b"))) {
            group.tell(new Group.StopChild("b", answer.ref()));
            for (int crash = 1; crash <= 3; crash++) {
                worker("a").tell(new Worker.Crash("number " + crash));
            }
            ON.expectTerminated(worker("c"));
        }
        answer.expectMessage(StatusReply.ack());
        ON.expectTerminated(group);
    }

    @Test
    @Tag("S23")
    void twoChildrenOfOneNameAreRefusedAndNothingIsStarted() {
        List<Spec<Worker.Command>> specs = Life.of(life, "a", "b", "a");
        assertThatThrownBy(() -> OneForOne.create(TWO, specs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected children of different names, got two that are called a");
        life.expectNoMessage(Duration.ZERO);
    }
}
