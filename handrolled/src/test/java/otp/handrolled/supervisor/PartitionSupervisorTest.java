package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildInfo;

@Tag("D1")
class PartitionSupervisorTest extends SupervisorTest {
    private final PartitionSupervisor partitions = PartitionSupervisor.of("P", 3, partition -> server("" + partition));

    private static ChildSpec server(String state) {
        return GenServer.childSpec("any", () -> Scripted.withState(state), Options.NONE);
    }

    private String ask(Object key) {
        return GenServer.call(partitions.partition(key), Scripted.state());
    }

    private Pid pid(Object key) {
        return partitions.whereisName(key).orElseThrow();
    }

    @Test
    void thePartitionsAreChildrenWithTheirNumbersAsIds() throws Exception {
        asProcess(() -> {
            Pid supervisor = partitions.startLink().get().pid();
            assertThat(partitions.whichChildren()).extracting(ChildInfo::id).containsExactly(2, 1, 0);
            assertThat(partitions.countChildren()).isEqualTo(new ChildCount(3, 3, 0, 3));
            assertThat(partitions.partitions()).isEqualTo(3);
            assertThat(node.whereis("P")).contains(supervisor);
        });
    }

    @Test
    void aWholeNumberIsRoutedByItsValueModuloTheNumberOfPartitionsWithoutItsSign() throws Exception {
        asProcess(() -> {
            partitions.startLink();
            assertThat(List.of(0, 1, 2, 3, 4, -1, -4, 5L, (byte) 2, Long.MIN_VALUE, BigInteger.TEN.negate()))
                    .extracting(this::ask)
                    .containsExactly("0", "1", "2", "0", "1", "1", "1", "2", "2", "2", "1");
        });
    }

    @Test
    void anyOtherKeyIsRoutedToOnePartitionAndManyKeysToAll() throws Exception {
        asProcess(() -> {
            partitions.startLink();
            Set<String> met = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                String key = "user " + i;
                assertThat(ask(key)).isEqualTo(ask(key));
                met.add(ask(key));
            }
            assertThat(met).containsExactlyInAnyOrder("0", "1", "2");
        });
    }

    @Test
    void aPartitionThatCrashedIsFoundAgainAsANewProcessAndTheOthersAreLeftAlone() throws Exception {
        asProcess(() -> {
            partitions.startLink();
            Pid zero = pid(0);
            Pid one = pid(1);
            exit(one, ExitReason.KILL);
            partitions.countChildren();
            assertThat(pid(1)).isNotEqualTo(one);
            assertThat(pid(0)).isEqualTo(zero);
        });
    }

    @Test
    void aPartitionThatHasEndedForGoodIsNobody() throws Exception {
        asProcess(() -> {
            var temporary = PartitionSupervisor.of("T", 2, _ -> server("x").withRestart(Restart.TEMPORARY));
            temporary.startLink();
            exit(temporary.whereisName(1).orElseThrow(), ExitReason.KILL);
            assertThat(temporary.whichChildren()).extracting(ChildInfo::id).containsExactly(0);
            assertThat(temporary.whereisName(1)).isEmpty();
            assertThat(causeOf(exitOf(() -> GenServer.call(temporary.partition(1), Scripted.state()))))
                    .isEqualTo(ExitReason.NOPROC);
        });
    }

    @Test
    void theStrategyAndTheBudgetMayBeOthers() throws Exception {
        asProcess(() -> {
            var together = partitions.with(Flags.oneForAll().withBudget(1, SECOND));
            Pid supervisor = together.startLink().get().pid();
            Pid zero = together.whereisName(0).orElseThrow();
            exit(together.whereisName(2).orElseThrow(), BOOM);
            together.countChildren();
            assertThat(together.whereisName(0).orElseThrow()).isNotEqualTo(zero);
            exit(together.whereisName(2).orElseThrow(), BOOM);
            assertThat(downOf(supervisor)).isIn(ExitReason.SHUTDOWN, ExitReason.NOPROC);
            assertThat(together.whereisName(0)).isEmpty();
        });
    }

    @Test
    @Tag("S2")
    void ifOnePartitionDoesNotStartNoneRuns() throws Exception {
        asProcess(() -> {
            var failing = PartitionSupervisor.of(
                    "F",
                    3,
                    partition ->
                            partition == 1 ? ChildSpec.worker("any", () -> new OnStart.Failed<>(BOOM)) : server("x"));
            assertThat(failing.startLink())
                    .isEqualTo(new OnStart.Failed<>(
                            new ExitReason.ShutdownWith(new SupervisorError.FailedToStartChild(1, BOOM))));
            assertThat(failing.whereisName(0)).isEmpty();
            assertThat(node.processes()).containsExactly(self());
            assertThat(node.registered()).isEmpty();
        });
    }

    @Test
    @Tag("G4")
    void itRunsOnceAlsoAcrossNodesAndAgainAfterItsEnd() throws Exception {
        asProcess(() -> {
            Pid first = partitions.startLink().get().pid();
            assertThat(failure(partitions.startLink())).isEqualTo(new ExitReason.AlreadyStarted(first));
            try (var other = Node.start()) {
                assertThat(other.<Object>run(() -> failure(partitions.startLink())))
                        .isEqualTo(new ExitReason.AlreadyStarted(first));
            }
            partitions.stop();
            assertThat(partitions.whereisName(0)).isEqualTo(Optional.empty());
            assertThat(partitions.startLink()).isInstanceOf(OnStart.Ok.class);
        });
    }

    @Test
    void nothingCanBeStartedUnderTheNameOfAPartition() throws Exception {
        asProcess(() -> {
            partitions.startLink();
            var name = Options.NONE.withName(partitions.via(1));
            assertThat(failure(GenServer.startLink(Scripted.withState("x"), name)))
                    .isEqualTo(new ExitReason.AlreadyStarted(pid(1)));
            assertThatThrownBy(() -> partitions.registerName(1, self()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> partitions.unregisterName(1)).isInstanceOf(UnsupportedOperationException.class);
        });
    }

    @Test
    @Tag("G14")
    void oneThatDoesNotRunIsNamedByACallAndACastIsDropped() throws Exception {
        asProcess(() -> {
            ServerRef<Scripted.Message> nobody = partitions.partition("any");
            assertThat(causeOf(exitOf(() -> GenServer.call(nobody, Scripted.state()))))
                    .isEqualTo(ExitReason.NOPROC);
            GenServer.cast(nobody, new Scripted.Do(Next::noreply));
            assertThat(exitOf(partitions::whichChildren))
                    .hasToString("{noproc, {PartitionSupervisor.whichChildren, [P, :infinity]}}");
            assertThat(causeOf(exitOf(partitions::stop))).isEqualTo(ExitReason.NOPROC);
        });
    }

    @Test
    @Tag("S23")
    @SuppressWarnings("NullAway") // null where none is allowed is what this test is about
    void whatMakesNoSenseCannotBeMade() {
        assertThatThrownBy(() -> PartitionSupervisor.of("P", 0, _ -> server("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the partitions option must be a positive integer, got: 0");
        assertThatThrownBy(() -> PartitionSupervisor.of("P", null))
                .hasMessageContaining("child_spec option must be given");
        assertThatThrownBy(() -> PartitionSupervisor.of(" ", _ -> server("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> partitions.partition(null)).hasMessage("expected a key, got null");
        assertThatThrownBy(() -> partitions.via(null)).isInstanceOf(NullPointerException.class);
        assertThat(PartitionSupervisor.of("P", _ -> server("x")).partitions())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    @Tag("S1")
    void isAChildOfASupervisor() throws Exception {
        asProcess(() -> {
            var top = supervise(Flags.oneForOne(), partitions.childSpec());
            Pid first = pid(0);
            exit(pidOf(top, "P"), ExitReason.KILL);
            assertThat(pidOf(top, "P")).isNotNull();
            assertThat(pid(0)).isNotEqualTo(first);
            Supervisor.stop(top);
            assertThat(node.processes()).containsExactly(self());
        });
    }
}
