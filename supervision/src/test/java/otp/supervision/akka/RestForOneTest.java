package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestForOneTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final AtomicLong now = new AtomicLong();
    private final Budget two = Budget.on(now::get, 2, Duration.ofSeconds(5));
    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final ActorRef<Group.Command> group =
            ON.testKit.spawn(RestForOne.create(two, Life.of(life, "g", "h", "i")));

    RestForOneTest() {
        life.receiveSeveralMessages(3);
    }

    private void crash(String name) {
        ON.worker(group, name).tell(new Worker.Crash("boom"));
    }

    @Test
    @Tag("S7")
    void theLaterOnesStopInReverseOneAtATimeAndThenAllOfThemBeginAnew() {
        crash("g");
        assertThat(life.receiveSeveralMessages(3)).containsExactly("g ends", "i ends", "h ends");
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("g started", "h started", "i started");
    }

    @Test
    @Tag("S7")
    void theEarlierOnesKeepTheirAddressesAndTheLaterOnesGetNewOnes() {
        List<ActorRef<?>> old = refs();
        crash("h");
        life.receiveSeveralMessages(4);
        List<ActorRef<?>> young = refs();
        assertThat(young.getFirst()).isEqualTo(old.getFirst());
        assertThat(young.subList(1, 3)).doesNotContainAnyElementsOf(old);
    }

    private List<ActorRef<?>> refs() {
        return ON.children(group).stream().<ActorRef<?>>map(Child::ref).toList();
    }

    @Test
    @Tag("S7")
    void ofTheLastOneItIsOnlyThatOne() {
        crash("i");
        assertThat(life.receiveSeveralMessages(2)).containsExactly("i ends", "i started");
        life.expectNoMessage(Duration.ZERO);
    }

    @Test
    @Tag("S7")
    void aNormalEndCountsAsWell() {
        ON.worker(group, "h").tell(new Worker.Finish());
        assertThat(life.receiveSeveralMessages(2)).containsExactly("h ends", "i ends");
        assertThat(life.receiveSeveralMessages(2)).containsExactlyInAnyOrder("h started", "i started");
    }

    @Test
    @Tag("S7")
    void aChildThatIsBusyHoldsUpThoseBeforeItAndMeanwhileTheGroupAnswers() {
        ActorRef<Worker.Command> g = ON.worker(group, "g");
        try (var _ = Gate.before(ON.worker(group, "i"))) {
            crash("g");
            ON.awaitGone(g, group);
            assertThat(ON.names(group)).containsExactly("h", "i");
        }
        assertThat(life.receiveSeveralMessages(3)).containsExactly("g ends", "i ends", "h ends");
        life.receiveSeveralMessages(3);
        assertThat(ON.names(group)).containsExactly("g", "h", "i");
    }

    @Test
    @Tag("S7")
    void anEarlierOneThatCrashesMeanwhileIsStartedAgainToo() {
        ActorRef<Worker.Command> g = ON.worker(group, "g");
        ActorRef<Worker.Command> h = ON.worker(group, "h");
        try (var _ = Gate.before(ON.worker(group, "i"))) {
            crash("h");
            ON.awaitGone(h, group);
            crash("g");
            ON.awaitGone(g, group);
        }
        assertThat(life.receiveSeveralMessages(3)).containsExactly("h ends", "g ends", "i ends");
        assertThat(life.receiveSeveralMessages(3)).containsExactlyInAnyOrder("g started", "h started", "i started");
    }

    @Test
    @Tag("S8")
    void whateverItRestartsACrashCostsOneOfTheBudgetWhichIsTheGroups() {
        crash("g");
        life.receiveSeveralMessages(6);
        crash("i");
        life.receiveSeveralMessages(2);
        ActorRef<Worker.Command> g = ON.worker(group, "g");
        crash("h");
        ON.expectTerminated(group);
        ON.expectTerminated(g);
    }

    @Test
    @Tag("S9")
    void theWindowSlides() {
        crash("i");
        life.receiveSeveralMessages(2);
        for (int crash = 1; crash <= 10; crash++) {
            now.addAndGet(Duration.ofMillis(2_501).toNanos());
            crash("i");
            assertThat(life.receiveSeveralMessages(2)).containsExactly("i ends", "i started");
        }
    }

    @Test
    @Tag("S20")
    void aChildThatIsStoppedByRequestStaysSoUntilARestartOfAnEarlierOne() {
        assertThat(ON.stopChild(group, "h")).isEqualTo(StatusReply.ack());
        life.expectMessage("h ends");
        assertThat(ON.names(group)).containsExactly("g", "i");
        crash("g");
        assertThat(life.receiveSeveralMessages(2)).containsExactly("g ends", "i ends");
        life.receiveSeveralMessages(3);
        assertThat(ON.names(group)).containsExactly("g", "h", "i");
    }

    /** The other recipe, of which the group's Javadoc speaks. */
    @Test
    @Tag("S7")
    void nestedGroupsDoItTooButCountForEachLayer() {
        var one = Budget.of(1, Duration.ofHours(1));
        TestProbe<String> nestedLife = ON.testKit.createTestProbe();
        List<Spec<Worker.Command>> workers = Life.of(nestedLife, "g", "h", "i");
        Spec<Group.Command> last = Group.spec("rest", OneForAll.create(one, workers.subList(2, 3)));
        Spec<Group.Command> rest = Group.spec("rest", OneForAll.create(one, List.of(workers.get(1), last)));
        ActorRef<Group.Command> nested = ON.testKit.spawn(OneForAll.create(one, List.of(workers.get(0), rest)));
        nestedLife.receiveSeveralMessages(3);
        for (int crash = 1; crash <= 8; crash++) {
            ActorRef<Worker.Command> i = ON.worker(ON.group(ON.group(nested, "rest"), "rest"), "i");
            i.tell(new Worker.Crash("number " + crash));
            nestedLife.expectMessage("i ends");
            List<String> rests = switch (crash) {
                case 2, 6 -> List.of("h ends", "h started", "i started");
                case 4 -> List.of("g ends", "h ends", "g started", "h started", "i started");
                case 8 -> List.of("g ends", "h ends");
                default -> List.of("i started");
            };
            assertThat(nestedLife.receiveSeveralMessages(rests.size())).containsExactlyInAnyOrderElementsOf(rests);
        }
        ON.expectTerminated(nested);
    }
}
