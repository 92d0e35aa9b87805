package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;

@Tag("B41")
class ChildSpecTest extends ServerTest {
    @Test
    void theDefaultsAreThoseOfUseGenServer() {
        var spec = GenServer.childSpec("stack", () -> new Stack<>(List.of()), Options.NONE);
        assertThat(spec.id()).isEqualTo("stack");
        assertThat(spec.restart()).isEqualTo(ChildSpec.Restart.PERMANENT);
        assertThat(spec.shutdown()).isEqualTo(new ChildSpec.Shutdown.Within(Duration.ofSeconds(5)));
        assertThat(spec.type()).isEqualTo(ChildSpec.Type.WORKER);
        assertThat(spec.significant()).isFalse();
    }

    @Test
    void startingItStartsTheServerLinkedToTheCallerUnderItsName() throws Exception {
        var spec = GenServer.childSpec("stack", () -> new Stack<>(List.of("top")), Options.named("stack"));
        node.run(() -> {
            Pid pid = spec.start().get().get();
            assertThat(info(self()).orElseThrow().links()).containsExactly(pid);
            assertThat(GenServer.call(ServerRef.<Stack.Message<String>>named("stack"), Stack.Pop<String>::new))
                    .isEqualTo(Optional.of("top"));
        });
    }

    @Test
    void eachStartMakesTheCallbacksAnew() throws Exception {
        var starts = new AtomicInteger();
        var spec = GenServer.childSpec(
                "counted", () -> Scripted.withState("start " + starts.incrementAndGet()), Options.NONE);
        node.run(() -> {
            for (int i = 1; i <= 2; i++) {
                ServerRef<Scripted.Message> server =
                        ServerRef.of(spec.start().get().get());
                assertThat(GenServer.call(server, Scripted.state())).isEqualTo("start " + i);
            }
        });
    }

    @Test
    @Tag("G1")
    void aStartThatFailsGivesTheReasonToTheSupervisor() throws Exception {
        var spec = GenServer.childSpec("broken", () -> Scripted.withInit(() -> Init.stop(BOOM)), Options.NONE);
        node.run(() -> {
            Processes.trapExit(true);
            OnStart<Pid> outcome = spec.start().get();
            assertThat(outcome).isEqualTo(new OnStart.Failed<>(BOOM));
        });
        var ignored = GenServer.childSpec("ignored", () -> Scripted.withInit(Init::ignore), Options.NONE);
        node.run(() -> assertThat(ignored.start().get()).isEqualTo(new OnStart.Ignored<>()));
        assertThat(new OnStart.Failed<Pid>(ExitReason.TIMEOUT).map(Pid::toString))
                .isEqualTo(new OnStart.Failed<>(ExitReason.TIMEOUT));
    }
}
