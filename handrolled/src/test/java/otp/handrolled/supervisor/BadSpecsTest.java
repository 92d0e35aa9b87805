package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.supervisor.SupervisorError.DuplicateChildName;
import otp.handrolled.supervisor.SupervisorError.SignificantAndPermanent;
import otp.handrolled.supervisor.SupervisorError.SignificantForNothing;
import otp.handrolled.supervisor.SupervisorError.StartSpec;

class BadSpecsTest extends SupervisorTest {
    @Test
    @Tag("S23")
    void twoChildrenWithOneIdAreRefusedAndNothingStarts() throws Exception {
        asProcess(() -> {
            var outcome = Supervisor.startLink(List.of(worker("a"), worker("b"), worker("a")), Flags.oneForOne());
            assertThat(failure(outcome)).isEqualTo(new StartSpec(new DuplicateChildName("a")));
            assertThat(failure(outcome)).hasToString("{start_spec, {duplicate_child_name, a}}");
            assertThat(journal()).isEmpty();
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S23")
    void theStarterGetsAnExitTooAsFromAnyStartThatFails() throws Exception {
        asProcess(() -> {
            var outcome = Supervisor.startLink(List.of(worker("a"), worker("a")), Flags.oneForOne());
            Exit exit = receive(message -> message instanceof Exit it ? () -> it : null);
            assertThat(outcome).isEqualTo(new OnStart.Failed<>(exit.reason()));
        });
    }

    @Test
    @Tag("S23")
    void aNameThatIsTakenComesBeforeAnyLookAtTheSpecs() throws Exception {
        asProcess(() -> {
            var first = Supervisor.startLink(List.of(), Flags.oneForOne().named("here"))
                    .get();
            assertThat(failure(Supervisor.startLink(
                            List.of(worker("a"), worker("a")), Flags.oneForOne().named("here"))))
                    .isEqualTo(new ExitReason.AlreadyStarted(first.pid()));
        });
    }

    @Test
    @Tag("S25")
    void aSignificantChildUnderASupervisorThatNeverShutsDownIsABadCombination() throws Exception {
        asProcess(() -> {
            var significant = worker("a", Restart.TRANSIENT).withSignificant(true);
            assertThat(failure(Supervisor.startLink(List.of(significant), Flags.oneForOne())))
                    .isEqualTo(new StartSpec(new SignificantForNothing()))
                    .hasToString("{start_spec, {bad_combination, [{auto_shutdown, never}, {significant, true}]}}");
            var supervisor = supervise(Flags.oneForOne());
            assertThat(failure(Supervisor.startChild(supervisor, significant))).isEqualTo(new SignificantForNothing());
            assertThat(journal()).isEmpty();
        });
    }

    @Test
    @Tag("S25")
    void aSignificantPermanentChildIsABadCombination() throws Exception {
        asProcess(() -> {
            var flags = Flags.oneForOne().withAutoShutdown(AutoShutdown.ANY_SIGNIFICANT);
            var significant = worker("a").withSignificant(true);
            assertThat(failure(Supervisor.startLink(List.of(significant), flags)))
                    .isEqualTo(new StartSpec(new SignificantAndPermanent()))
                    .hasToString("{start_spec, {bad_combination, [{restart, permanent}, {significant, true}]}}");
            assertThat(failure(Supervisor.startChild(supervise(flags), significant)))
                    .isEqualTo(new SignificantAndPermanent());
            assertThat(journal()).isEmpty();
        });
    }

    @Test
    @Tag("S23")
    void theSpecIsLookedAtBeforeTheId() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            assertThat(failure(Supervisor.startChild(supervisor, worker("a").withSignificant(true))))
                    .isEqualTo(new SignificantForNothing());
        });
    }

    @Test
    @Tag("S23")
    void flagsThatMakeNoSenseCannotBeMade() {
        assertThatThrownBy(() -> Flags.oneForOne().withBudget(-1, SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid_intensity: expected maxRestarts of zero or more, got: -1");
        for (Duration period : List.of(Duration.ZERO, SECOND.negated(), Duration.ofMillis(1_500))) {
            assertThatThrownBy(() -> Flags.oneForOne().withBudget(1, period))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("invalid_period: expected maxSeconds of whole seconds, one or more, got: " + period);
        }
    }

    @Test
    @Tag("S23")
    @SuppressWarnings("NullAway") // as below
    void flagsWithoutAStrategyOrPeriodOrAutomaticShutdownCannotBeMade() {
        assertThatThrownBy(() -> Flags.of(null)).hasMessage("invalid_strategy: expected a strategy, got null");
        assertThatThrownBy(() -> Flags.oneForOne().withBudget(1, null))
                .hasMessage("invalid_period: expected maxSeconds, got null");
        assertThatThrownBy(() -> Flags.oneForOne().withAutoShutdown(null))
                .hasMessage("invalid_auto_shutdown: expected when to shut down, got null");
        assertThatThrownBy(() -> Flags.oneForOne().named(" ")).hasMessage("expected a name, got a blank one");
    }

    @Test
    @Tag("S23")
    @SuppressWarnings("NullAway") // as below
    void aSpecThatIsNullIsNamedInTheCallerAndNothingStarts() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne());
            var dynamic = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            List<ThrowingCallable> uses = List.of(
                    () -> Supervisor.startLink(Arrays.asList(worker("a"), null), Flags.oneForOne()),
                    () -> Supervisor.childSpec("s", Arrays.asList(worker("a"), null), Flags.oneForOne()),
                    () -> Supervisor.startChild(supervisor, null),
                    () -> DynamicSupervisor.startChild(dynamic, null));
            for (ThrowingCallable use : uses) {
                assertThatThrownBy(use)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("invalid_child_spec: expected a child spec, got null");
            }
            assertThat(journal()).isEmpty();
            assertThat(Supervisor.countChildren(supervisor).specs()).isZero();
            assertThat(DynamicSupervisor.countChildren(dynamic).specs()).isZero();
        });
    }

    @Test
    @Tag("S23")
    @SuppressWarnings("NullAway") // null where none is allowed is what this test is about
    void specsThatMakeNoSenseCannotBeMade() {
        assertThatThrownBy(() -> worker("a").withId(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("missing_id: expected an id for the child, got null");
        assertThatThrownBy(() -> ChildSpec.worker("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("missing_start: expected a start function for the child, got null");
        assertThatThrownBy(() -> worker("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("invalid_restart_type: expected a restart type for the child, got null");
        assertThatThrownBy(() -> worker("a").withShutdown(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("invalid_shutdown: expected a shutdown for the child, got null");
        assertThatThrownBy(() -> worker("a").withType(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("invalid_child_type: expected a type for the child, got null");
        assertThatThrownBy(() -> new Shutdown.Within(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("invalid_shutdown: expected a duration, got null");
        assertThatThrownBy(() -> new Shutdown.Within(SECOND.negated()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: PT-1S");
    }
}
