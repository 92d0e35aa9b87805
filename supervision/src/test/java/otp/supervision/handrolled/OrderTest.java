package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/** In which order siblings start and stop, and how long they may take. In the Akka lane they start and stop all at once. */
class OrderTest extends PlaygroundTest {
    private static final String CRASHED = "{otp.supervision.handrolled.Worker$Crashed: boom, stacktrace}";

    @Test
    @Tag("S1")
    void workersStartInTheOrderOfTheListAndAllRunWhenTheStartReturns() throws Exception {
        on.node.run(() -> {
            Playground.startLink().get();
            assertThat(said())
                    .containsExactly(
                            "a started",
                            "b started",
                            "c started",
                            "d started",
                            "e started",
                            "f started",
                            "g started",
                            "h started",
                            "i started",
                            "permanent started",
                            "transient started",
                            "temporary started",
                            "j started");
        });
    }

    @Test
    @Tag("S1")
    @Tag("S28")
    void workersStopOneAtATimeInTheReverseOrder() throws Exception {
        inThePlayground(() -> {
            Playground.startWorker("k", Restart.PERMANENT);
            assertThat(said()).containsExactly("k started");
            Supervisor.stop(ServerRef.named("playground"));
            assertThat(said())
                    .containsExactly(
                            "j terminates: shutdown",
                            "k terminates: shutdown",
                            "temporary terminates: shutdown",
                            "transient terminates: shutdown",
                            "permanent terminates: shutdown",
                            "i terminates: shutdown",
                            "h terminates: shutdown",
                            "g terminates: shutdown",
                            "f terminates: shutdown",
                            "e terminates: shutdown",
                            "d terminates: shutdown",
                            "c terminates: shutdown",
                            "b terminates: shutdown",
                            "a terminates: shutdown");
        });
    }

    @Test
    @Tag("S6")
    void oneForAllStopsTheOthersInReverseAndStartsAllInOrder() throws Exception {
        inThePlayground(() -> {
            crash("e", "one_for_all");
            assertThat(said())
                    .containsExactly(
                            "e terminates: " + CRASHED,
                            "f terminates: shutdown",
                            "d terminates: shutdown",
                            "d started",
                            "e started",
                            "f started");
        });
    }

    @Test
    @Tag("S7")
    void restForOneStopsThoseAfterItInReverseAndStartsThemInOrder() throws Exception {
        inThePlayground(() -> {
            crash("g", "rest_for_one");
            assertThat(said())
                    .containsExactly(
                            "g terminates: " + CRASHED,
                            "i terminates: shutdown",
                            "h terminates: shutdown",
                            "g started",
                            "h started",
                            "i started");
        });
    }

    @Test
    @Tag("S15")
    @Tag("S16")
    void eachChildHasItsOwnTimeToTerminateAndIsKilledWhenThatIsOver() throws Exception {
        on.node.run(() -> {
            trapExit(true);
            var supervisor = Supervisor.startLink(
                            List.of(
                                    Stubborn.childSpec("first").withShutdown(within(1)),
                                    Stubborn.childSpec("last").withShutdown(within(3))),
                            Flags.oneForOne())
                    .get();
            Ref first = monitor(pid("first"));
            Ref last = monitor(pid("last"));
            var stopping = on.beside(() -> {
                Supervisor.stop(supervisor);
                return true;
            });
            log.await(line -> line.message().equals("last terminates: shutdown"));
            on.clock.awaitWaiting(1);
            on.clock.advance(Duration.ofMillis(2_999));
            assertThat(OnANode.flush()).isEmpty();
            assertThat(said()).containsExactly("last terminates: shutdown"); // the first does not know of anything yet
            on.clock.advance(Duration.ofMillis(1));
            assertThat(downOf(last)).isEqualTo(ExitReason.KILLED);
            log.await(line -> line.message().equals("first terminates: shutdown"));
            on.clock.awaitWaiting(1);
            on.clock.advance(Duration.ofSeconds(1));
            assertThat(downOf(first)).isEqualTo(ExitReason.KILLED);
            assertThat(stopping.outcome().get()).isTrue();
        });
    }

    @Test
    @Tag("D4")
    void aDynamicSupervisorTellsAllItsChildrenAtOnceAndEachHasItsOwnTime() throws Exception {
        on.node.run(() -> {
            trapExit(true);
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            DynamicSupervisor.startChild(supervisor, Stubborn.childSpec("first").withShutdown(within(1)));
            DynamicSupervisor.startChild(supervisor, Stubborn.childSpec("last").withShutdown(within(3)));
            Ref first = monitor(pid("first"));
            Ref last = monitor(pid("last"));
            var stopping = on.beside(() -> {
                DynamicSupervisor.stop(supervisor);
                return true;
            });
            log.await(line -> line.message().equals("first terminates: shutdown"));
            log.await(line -> line.message().equals("last terminates: shutdown"));
            on.clock.awaitWaiting(2);
            on.clock.advance(Duration.ofSeconds(1));
            assertThat(downOf(first)).isEqualTo(ExitReason.KILLED);
            on.clock.advance(Duration.ofSeconds(2));
            assertThat(downOf(last)).isEqualTo(ExitReason.KILLED);
            assertThat(stopping.outcome().get()).isTrue();
        });
    }

    private static Shutdown within(int seconds) {
        return new Shutdown.Within(Duration.ofSeconds(seconds));
    }

    @Test
    @Tag("S16")
    void aChildToBeKilledBrutallyHasNoLastWord() throws Exception {
        on.node.run(() -> {
            ChildSpec brutal = Worker.childSpec("brutal").withShutdown(new Shutdown.BrutalKill());
            var supervisor = Supervisor.startLink(List.of(brutal, Worker.childSpec("gentle")), Flags.oneForOne())
                    .get();
            Pid pid = pid("brutal");
            Ref down = monitor(pid);
            Supervisor.stop(supervisor);
            assertThat(downOf(down)).isEqualTo(ExitReason.KILLED);
            assertThat(said()).containsExactly("brutal started", "gentle started", "gentle terminates: shutdown");
        });
    }
}
