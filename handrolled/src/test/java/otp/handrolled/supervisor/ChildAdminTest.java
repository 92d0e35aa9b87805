package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.spawnLink;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Type;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildInfo;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Refusal;

class ChildAdminTest extends SupervisorTest {
    private static ChildSpec ignored(String id) {
        return GenServer.childSpec(id, () -> Scripted.withInit(Init::ignore), Options.NONE);
    }

    private static ChildSpec withInfo(String id, Object info) {
        return ChildSpec.worker(
                id,
                () -> new OnStart.OkWithInfo<>(
                        spawnLink(() -> Processes.receive(message -> "stop".equals(message) ? () -> message : null)),
                        info));
    }

    @Test
    @Tag("S19")
    void startChildAddsAChildAtTheEnd() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Pid b = Supervisor.startChild(supervisor, worker("b")).get();
            assertThat(pidOf(supervisor, "b")).isEqualTo(b);
            assertThat(ids(supervisor)).containsExactly("b", "a");
            Supervisor.stop(supervisor);
            assertThat(journal()).containsExactly("start a", "start b", "stop b shutdown", "stop a shutdown");
        });
    }

    @Test
    @Tag("S19")
    @Tag("B40")
    void aSecondChildWithAnIdIsRefusedAndItsStartFunctionNotCalled() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Pid a = pidOf(supervisor, "a");
            journal();
            assertThat(Supervisor.startChild(supervisor, worker("a")))
                    .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(a)));
            Supervisor.terminateChild(supervisor, "a");
            assertThat(failure(Supervisor.startChild(supervisor, worker("a")))).isEqualTo(Refusal.ALREADY_PRESENT);
            assertThat(journal()).containsExactly("stop a shutdown");
        });
    }

    @Test
    @Tag("S19")
    @Tag("B39")
    void theInfoOfAStartFunctionIsPassedOn() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(PLENTY, SECOND), withInfo("first", 1));
            var outcome = Supervisor.startChild(supervisor, withInfo("a", "port 4000"));
            Pid pid = pidOf(supervisor, "a");
            assertThat(outcome).isEqualTo(new OnStart.OkWithInfo<>(pid, "port 4000"));
            assertThat(outcome.get()).isEqualTo(pid);
            Supervisor.terminateChild(supervisor, "a");
            var again = Supervisor.restartChild(supervisor, "a");
            assertThat(again).isEqualTo(new OnStart.OkWithInfo<>(pidOf(supervisor, "a"), "port 4000"));
            Processes.exit(again.get(), BOOM);
            assertThat(pidOf(supervisor, "a")).isNotEqualTo(again.get());
        });
    }

    @Test
    @Tag("S14")
    void aChildThatAsksToBeIgnoredKeepsItsSpecButForATemporaryOne() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    Flags.oneForOne(), ignored("a"), ignored("gone").withRestart(Restart.TEMPORARY), worker("b"));
            assertThat(ids(supervisor)).containsExactly("b", "a");
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.STOPPED);
            assertThat(child(supervisor, "a").pid()).isEmpty();
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new ChildCount(2, 1, 0, 2));
            assertThat(Supervisor.restartChild(supervisor, "a")).isEqualTo(new OnStart.Ignored<>());
        });
    }

    @Test
    @Tag("S14")
    @Tag("S19")
    void startChildSaysSoWhenTheChildAsksToBeIgnored() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne());
            assertThat(Supervisor.startChild(supervisor, ignored("a"))).isEqualTo(new OnStart.Ignored<>());
            assertThat(Supervisor.startChild(supervisor, ignored("gone").withRestart(Restart.TEMPORARY)))
                    .isEqualTo(new OnStart.Ignored<>());
            assertThat(ids(supervisor)).containsExactly("a");
        });
    }

    @Test
    @Tag("S20")
    void terminateChildStopsItAndKeepsItsSpecAndDoingItAgainIsNoError() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(0, SECOND), worker("a"), worker("b"));
            Pid a = pidOf(supervisor, "a");
            assertThat(Supervisor.terminateChild(supervisor, "a")).isEmpty();
            assertThat(isAlive(a)).isFalse();
            assertThat(Supervisor.terminateChild(supervisor, "a")).isEmpty();
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.STOPPED);
            assertThat(journal()).containsExactly("start a", "start b", "stop a shutdown");
            assertThat(Supervisor.terminateChild(supervisor, "nobody")).contains(Refusal.NOT_FOUND);
        });
    }

    @Test
    @Tag("S20")
    void terminateChildForgetsATemporaryOne() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a", Restart.TEMPORARY));
            assertThat(Supervisor.terminateChild(supervisor, "a")).isEmpty();
            assertThat(Supervisor.terminateChild(supervisor, "a")).contains(Refusal.NOT_FOUND);
        });
    }

    @Test
    @Tag("S21")
    void restartChildStartsAStoppedOneInItsPlaceAndNoOther() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"), worker("b"));
            assertThat(failure(Supervisor.restartChild(supervisor, "a"))).isEqualTo(Refusal.RUNNING);
            assertThat(failure(Supervisor.restartChild(supervisor, "nobody"))).isEqualTo(Refusal.NOT_FOUND);
            Supervisor.terminateChild(supervisor, "a");
            Pid again = Supervisor.restartChild(supervisor, "a").get();
            assertThat(pidOf(supervisor, "a")).isEqualTo(again);
            assertThat(ids(supervisor)).containsExactly("b", "a");
        });
    }

    @Test
    @Tag("S21")
    void aRestartChildThatFailsSaysWhyAndIsNotTriedAgain() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Supervisor.terminateChild(supervisor, "a");
            letFail("a");
            assertThat(Supervisor.restartChild(supervisor, "a")).isEqualTo(new OnStart.Failed<>(BOOM));
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.STOPPED);
        });
    }

    @Test
    @Tag("S21")
    void deleteChildForgetsAStoppedOneAndNoOther() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"), worker("b"));
            assertThat(Supervisor.deleteChild(supervisor, "a")).contains(Refusal.RUNNING);
            assertThat(Supervisor.deleteChild(supervisor, "nobody")).contains(Refusal.NOT_FOUND);
            Supervisor.terminateChild(supervisor, "a");
            assertThat(Supervisor.deleteChild(supervisor, "a")).isEmpty();
            assertThat(ids(supervisor)).containsExactly("b");
            assertThat(Supervisor.startChild(supervisor, worker("a")).get()).isEqualTo(pidOf(supervisor, "a"));
        });
    }

    @Test
    @Tag("S22")
    void whichChildrenListsTheNewestFirstWithStatusAndType() throws Exception {
        asProcess(() -> {
            var a = worker("a");
            var inner = Supervisor.childSpec("inner", List.of(), Flags.oneForOne());
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), a, inner, worker("c"));
            Supervisor.terminateChild(supervisor, "a");
            letFail("c");
            end(supervisor, "c", BOOM);
            List<ChildInfo> children = Supervisor.whichChildren(supervisor);
            assertThat(children)
                    .extracting(
                            ChildInfo::id,
                            ChildInfo::status,
                            info -> info.spec().type())
                    .containsExactly(
                            tuple("c", ChildStatus.RESTARTING, Type.WORKER),
                            tuple("inner", ChildStatus.RUNNING, Type.SUPERVISOR),
                            tuple("a", ChildStatus.STOPPED, Type.WORKER));
            assertThat(children.get(2)).isEqualTo(new ChildInfo("a", Optional.empty(), ChildStatus.STOPPED, a));
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new ChildCount(3, 1, 1, 2));
        });
    }

    @Test
    @Tag("S22")
    void getChildSpecGivesTheSpec() throws Exception {
        asProcess(() -> {
            var a = worker("a");
            var supervisor = supervise(Flags.oneForOne(), a);
            assertThat(Supervisor.getChildSpec(supervisor, "a")).contains(a);
            assertThat(Supervisor.getChildSpec(supervisor, "nobody")).isEmpty();
        });
    }

    @Test
    @Tag("D6")
    void ofATemporaryChildTheStartFunctionIsNotKept() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne());
            var spec = worker("a", Restart.TEMPORARY);
            Supervisor.startChild(supervisor, spec);
            assertThat(Supervisor.getChildSpec(supervisor, "a").orElseThrow().start())
                    .isNotSameAs(spec.start());
            var permanent = worker("b");
            Supervisor.startChild(supervisor, permanent);
            assertThat(Supervisor.getChildSpec(supervisor, "b")).contains(permanent);
        });
    }
}
