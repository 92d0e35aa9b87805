package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import otp.handrolled.agent.Agent;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.genstatem.Door;
import otp.handrolled.genstatem.GenStatem;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Type;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Timeouts;
import otp.handrolled.registry.Registry;
import otp.handrolled.task.Task;

/** Each behaviour of this library is a child by its child spec. */
class ChildKindsTest extends SupervisorTest {
    static final List<ChildSpec> KINDS = List.of(
            GenServer.childSpec("GenServer", () -> new Stack<>(List.of("top")), Options.named("stack")),
            GenStatem.childSpec("GenStatem", Door::new, Options.named("door")),
            Agent.childSpec("Agent", () -> 0, Options.named("agent")),
            Task.childSpec("Task", () -> receive(_ -> null)).withRestart(Restart.TRANSIENT),
            Registry.<String, String>unique("registry").childSpec().withId("Registry"),
            Supervisor.childSpec("Supervisor", List.of(), Flags.oneForOne().named("supervisor")),
            DynamicSupervisor.childSpec(
                    "DynamicSupervisor", Flags.oneForOne().named("dynamic"), DynamicSupervisor.UNLIMITED));

    @ParameterizedTest
    @FieldSource("KINDS")
    @Tag("S1")
    void isStartedWithALinkAndStoppedWithItsSupervisor(ChildSpec spec) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), spec);
            Pid pid = pidOf(supervisor, spec.id());
            assertThat(info(pid).orElseThrow().links()).containsExactly(supervisor.pid());
            Supervisor.stop(supervisor);
            assertThat(node.processes()).containsExactly(self());
            assertThat(node.registered()).isEmpty();
            assertThat(log.messages()).as("it stops as it is told").isEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    @Tag("S3")
    void isRestartedUnderItsNameWhenItCrashes(ChildSpec spec) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), spec);
            Pid first = pidOf(supervisor, spec.id());
            var name = info(first).orElseThrow().name();
            exit(first, ExitReason.KILL);
            Pid second = pidOf(supervisor, spec.id());
            assertThat(second).isNotEqualTo(first);
            assertThat(info(second).orElseThrow().name()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    @Tag("D1")
    void isAChildOfADynamicSupervisorToo(ChildSpec spec) throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            Pid first = DynamicSupervisor.startChild(supervisor, spec).get();
            exit(first, ExitReason.KILL);
            assertThat(DynamicSupervisor.countChildren(supervisor).active()).isEqualTo(1);
            DynamicSupervisor.stop(supervisor);
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S3")
    void supervisorsAreOfThatTypeAndHaveAsMuchTimeAsTheyNeedAndTasksAreTemporary() {
        assertThat(KINDS.stream().filter(spec -> spec.type() == Type.SUPERVISOR))
                .extracting(ChildSpec::id, ChildSpec::shutdown)
                .containsExactlyElementsOf(Stream.of("Supervisor", "DynamicSupervisor")
                        .map(id -> tuple(id, new ChildSpec.Shutdown.Within(Timeouts.INFINITY)))
                        .toList());
        assertThat(Task.childSpec("task", () -> {}).restart()).isEqualTo(Restart.TEMPORARY);
    }
}
