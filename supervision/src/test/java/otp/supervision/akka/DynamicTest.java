package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DynamicTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final ActorRef<Dynamic.Command> dynamic =
            ON.testKit.spawn(Dynamic.create(Budget.of(2, Duration.ofHours(1))));
    private final ActorRef<Group.Command> group = dynamic.narrow();

    private StatusReply<Child<?>> start(Spec<?> spec, Restart restart) {
        TestProbe<StatusReply<Child<?>>> answer = ON.testKit.createTestProbe();
        dynamic.tell(new Dynamic.StartChild(spec, restart, answer.ref()));
        return answer.receiveMessage();
    }

    private ActorRef<Worker.Command> started(String name, Restart restart) {
        Child<?> child = start(Life.of(life, name), restart).getValue();
        life.expectMessage(name + " started");
        return child.as(Worker.Command.class).orElseThrow();
    }

    @Test
    @Tag("D1")
    void itStartsEmpty() {
        assertThat(ON.names(group)).isEmpty();
    }

    @Test
    @Tag("D1")
    void whoStartsAChildGetsItsAddress() {
        ActorRef<Worker.Command> worker = started("x", Restart.TEMPORARY);
        assertThat(ON.recall(worker)).isEmpty();
        assertThat(ON.worker(group, "x")).isEqualTo(worker);
    }

    @Test
    @Tag("S19")
    void aNameThatALivingChildHasIsRefused() {
        ActorRef<Worker.Command> x = started("x", Restart.TEMPORARY);
        assertThat(start(Worker.spec("x"), Restart.PERMANENT).getError())
                .isInstanceOf(Dynamic.AlreadyStarted.class)
                .hasMessage("expected a name that no living child has, got: x, which is " + x);
    }

    @Test
    @Tag("D5")
    void aNameIsFreeWhenItsChildIsGone() {
        started("x", Restart.PERMANENT);
        ON.stopChild(group, "x");
        life.expectMessage("x ends");
        started("x", Restart.TEMPORARY);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("D5")
    void aChildThatIsStoppedDoesNotComeBackAndASecondTimeThereIsNoSuchChild(Restart restart) {
        started("x", restart);
        assertThat(ON.stopChild(group, "x")).isEqualTo(StatusReply.ack());
        assertThat(ON.stopChild(group, "x").getError()).isInstanceOf(Group.NoSuchChild.class);
    }

    @Test
    @Tag("S3")
    void aPermanentChildIsReplaced() {
        started("x", Restart.PERMANENT).tell(new Worker.Finish());
        assertThat(life.receiveSeveralMessages(2)).containsExactly("x ends", "x started");
    }

    @Test
    @Tag("S9")
    void theBudgetIsForAllTogether() {
        ActorRef<Worker.Command> bystander = started("bystander", Restart.TEMPORARY);
        for (String name : new String[] {"x", "y"}) {
            started(name, Restart.PERMANENT).tell(new Worker.Crash("boom"));
            life.receiveSeveralMessages(2);
        }
        started("z", Restart.PERMANENT).tell(new Worker.Crash("once too often"));
        ON.expectTerminated(group);
        ON.expectTerminated(bystander);
    }

    /** In OTP the caller would get the error. */
    @Test
    @Tag("D3")
    void aChildThatCannotStartIsAnsweredAllTheSame() {
        Spec<Worker.Command> broken = Spec.of(Worker.Command.class, "broken", Behaviors.setup(_ -> {
            throw new IllegalStateException("cannot start");
        }));
        StatusReply<Child<?>> reply = start(broken, Restart.TEMPORARY);
        assertThat(reply.isSuccess()).isTrue();
        ON.awaitGone(reply.getValue().ref(), group);
        assertThat(ON.names(group)).isEmpty();
    }

    @Test
    @Tag("D3")
    void theAnswerDoesNotWaitForTheChildToBegin() {
        var mayBegin = new CountDownLatch(1);
        Spec<Worker.Command> slow = Spec.of(Worker.Command.class, "slow", Behaviors.setup(_ -> {
            assertThat(mayBegin.await(30, TimeUnit.SECONDS)).isTrue();
            return Worker.create("slow");
        }));
        assertThat(start(slow, Restart.TEMPORARY).isSuccess()).isTrue();
        mayBegin.countDown();
    }

    @Test
    @Tag("D4")
    void itStopsItsChildrenAllAtOnce() {
        TestProbe<String> ended = ON.testKit.createTestProbe();
        var bothEnd = new CountDownLatch(2);
        start(MeetingAtTheEnd.of("x", bothEnd, ended.ref()), Restart.TEMPORARY);
        start(MeetingAtTheEnd.of("y", bothEnd, ended.ref()), Restart.TEMPORARY);
        ON.testKit.stop(group);
        assertThat(ended.receiveSeveralMessages(2)).containsExactlyInAnyOrder("x met", "y met");
    }

    @Test
    @Tag("S23")
    void aRequestWithoutASpecOrARestartTypeIsRefusedWhereItIsMade() {
        assertThatThrownBy(() -> start(null, Restart.TEMPORARY)).hasMessage("expected a spec of the child, got null");
        assertThatThrownBy(() -> start(Worker.spec("x"), null)).hasMessage("expected a restart type, got null");
    }
}
