package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.Supervisor.Refusal;

class StartTest extends PlaygroundTest {

    @Test
    @Tag("G4")
    void aSecondPlaygroundIsRefusedWithThePidOfTheFirst() throws Exception {
        inThePlayground(() -> {
            trapExit(true);
            assertThat(Playground.startLink())
                    .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(pid("playground"))));
            assertThat(said()).isEmpty();
        });
    }

    @Test
    @Tag("S2")
    void aWorkerThatCannotStartTakesBackAllThatWasStartedBeforeItAndTheStartSaysWhichItWas() throws Exception {
        on.node.run(() -> {
            trapExit(true);
            Pid squatter = Processes.spawn(() -> receive(_ -> null));
            register(squatter, "e");
            var start = (OnStart.Failed<?>) Playground.startLink();
            assertThat(start.reason())
                    .hasToString("{shutdown, {failed_to_start_child, one_for_all, "
                            + "{shutdown, {failed_to_start_child, e, {already_started, " + squatter + "}}}}}");
            assertThat(said())
                    .containsExactly(
                            "a started",
                            "b started",
                            "c started",
                            "d started",
                            "d terminates: shutdown",
                            "c terminates: shutdown",
                            "b terminates: shutdown",
                            "a terminates: shutdown");
            assertThat(on.node.processes()).containsExactly(self(), squatter);
        });
    }

    @Test
    @Tag("S20")
    void aPlaygroundUnderAnotherSupervisorStopsAndStartsWithIt() throws Exception {
        on.node.run(() -> {
            var application = Supervisor.startLink(List.of(Playground.childSpec()), Flags.oneForOne())
                    .get();
            Pid first = pid("playground");
            assertThat(Supervisor.terminateChild(application, "playground")).isEmpty();
            assertThat(on.node.registered()).isEmpty();
            Pid second = Supervisor.restartChild(application, "playground").get();
            assertThat(second).isEqualTo(pid("playground")).isNotEqualTo(first);
            assertThat(Worker.recall(Worker.named("j"))).isEmpty();
        });
    }

    @Test
    @Tag("G4")
    void aNameThatIsTakenIsRefusedWithThePidOfWhoHasItWhereverThatIs() throws Exception {
        inThePlayground(() -> {
            Pid k = Playground.startWorker("k", Restart.TEMPORARY).get();
            assertThat(Playground.startWorker("k", Restart.PERMANENT))
                    .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(k)));
            assertThat(Playground.startWorker("a", Restart.PERMANENT))
                    .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(pid("a"))));
        });
    }

    @Test
    @Tag("S20")
    void aWorkerOfAnotherSupervisorIsNotTheDynamicOnesToStop() throws Exception {
        inThePlayground(() -> {
            Pid a = pid("a");
            assertThat(Playground.stopWorker("a")).contains(Refusal.NOT_FOUND);
            assertThat(pid("a")).isEqualTo(a);
        });
    }

    @Test
    void aWorkerNeedsAName() {
        assertThatThrownBy(() -> Worker.childSpec(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a name for the worker, got a blank one");
        assertThatThrownBy(() -> Worker.childSpec(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a name for the worker, got null");
    }

    @Test
    void aMessageWithoutContentIsRefusedAtTheSender() throws Exception {
        inThePlayground(() -> {
            ServerRef<Worker.Message> a = Worker.named("a");
            assertThatThrownBy(() -> Worker.remember(a, null)).hasMessage("expected a text to remember, got null");
            assertThatThrownBy(() -> Worker.crash(a, null)).hasMessage("expected a word why to crash, got null");
            assertThat(Worker.recall(a)).isEmpty();
            assertThat(said()).isEmpty();
        });
    }
}
