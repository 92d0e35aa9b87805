package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.DeadLetter;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespawnTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final AtomicLong now = new AtomicLong();
    private final Budget two = Budget.on(now::get, 2, Duration.ofSeconds(5));
    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final ActorRef<Group.Command> group = ON.testKit.spawn(Respawn.create(
            two,
            List.of(
                    new Respawn.Kept(Life.of(life, "permanent"), Restart.PERMANENT),
                    new Respawn.Kept(Life.of(life, "transient"), Restart.TRANSIENT),
                    new Respawn.Kept(Life.of(life, "temporary"), Restart.TEMPORARY))));

    RespawnTest() {
        life.receiveSeveralMessages(3);
    }

    private ActorRef<Worker.Command> tell(String name, Worker.Command command) {
        ActorRef<Worker.Command> worker = ON.worker(group, name);
        worker.tell(command);
        return worker;
    }

    @ParameterizedTest
    @ValueSource(strings = {"permanent", "transient"})
    @Tag("S3")
    void afterAFailureItIsReplacedByOneWithANewAddress(String name) {
        ActorRef<Worker.Command> old = tell(name, new Worker.Crash("boom"));
        assertThat(life.receiveSeveralMessages(2)).containsExactly(name + " ends", name + " started");
        assertThat(ON.worker(group, name)).isNotEqualTo(old);
        assertThat(ON.worker(group, name).path()).hasToString(old.path().toString());
    }

    @Test
    @Tag("S3")
    void thePermanentOneIsReplacedAfterANormalEndToo() {
        tell("permanent", new Worker.Finish());
        assertThat(life.receiveSeveralMessages(2)).containsExactly("permanent ends", "permanent started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transient", "temporary"})
    @Tag("S3")
    void theOthersAreGoneAfterANormalEnd(String name) {
        ON.awaitGone(tell(name, new Worker.Finish()), group);
        assertThat(ON.names(group)).hasSize(2).doesNotContain(name);
    }

    @Test
    @Tag("S3")
    void theTemporaryOneIsGoneAfterAFailure() {
        ON.awaitGone(tell("temporary", new Worker.Crash("boom")), group);
        assertThat(ON.names(group)).containsExactly("permanent", "transient");
    }

    @Test
    @Tag("S3")
    void whatWaitsInTheMailboxOfTheOldOneGoesToTheDeadLettersAndNotToTheNewOne() {
        TestProbe<DeadLetter> deadLetters = ON.testKit.createDeadLetterProbe();
        ActorRef<Worker.Command> old = ON.worker(group, "permanent");
        var after = new Worker.Remember("after the crash");
        try (var _ = Gate.before(old)) {
            old.tell(new Worker.Crash("boom"));
            old.tell(after);
        }
        life.receiveSeveralMessages(2);
        ON.expectDeadLetter(deadLetters, after);
        assertThat(ON.recall(ON.worker(group, "permanent"))).isEmpty();
    }

    @Test
    @Tag("S9")
    void theBudgetIsForAllTogether() {
        tell("permanent", new Worker.Crash("one"));
        life.receiveSeveralMessages(2);
        tell("transient", new Worker.Crash("two"));
        life.receiveSeveralMessages(2);
        ActorRef<Worker.Command> sibling = ON.worker(group, "transient");
        tell("permanent", new Worker.Finish());
        ON.expectTerminated(group);
        ON.expectTerminated(sibling);
        assertThat(ON.log
                        .await(line -> line.error() instanceof Budget.Exhausted)
                        .error())
                .hasMessage("expected at most 2 restarts within PT5S, and now one more is due: permanent has ended");
    }

    @Test
    @Tag("S9")
    void theWindowSlides() {
        for (int crash = 1; crash <= 10; crash++) {
            now.addAndGet(Duration.ofMillis(2_501).toNanos());
            tell("permanent", new Worker.Crash("boom"));
            assertThat(life.receiveSeveralMessages(2)).containsExactly("permanent ends", "permanent started");
        }
    }

    @Test
    @Tag("S4")
    void theEndOfATemporaryOneCostsNothing() {
        tell("temporary", new Worker.Crash("boom"));
        tell("permanent", new Worker.Crash("one"));
        life.receiveSeveralMessages(3);
        tell("permanent", new Worker.Crash("two"));
        life.receiveSeveralMessages(2);
        assertThat(ON.names(group)).containsExactlyInAnyOrder("transient", "permanent");
    }

    @Test
    @Tag("S20")
    void aChildThatIsStoppedByRequestIsNotReplacedAndCostsNothing() {
        ON.stopChild(group, "permanent");
        life.expectMessage("permanent ends");
        for (int crash = 1; crash <= 2; crash++) {
            tell("transient", new Worker.Crash("boom"));
            life.receiveSeveralMessages(2);
        }
        assertThat(ON.names(group)).containsExactlyInAnyOrder("transient", "temporary");
    }
}
