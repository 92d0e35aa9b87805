package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.supervision.settings.FreshClass;
import otp.supervision.settings.FrozenSettings;
import otp.supervision.settings.GroupSettings;
import otp.supervision.settings.SettingException;
import otp.supervision.settings.SystemProperties;

/** Settings, and what a restart makes of them. */
class SettingsTest extends PlaygroundTest {
    private static final String MAX_RESTARTS = "supervision.groups.max-restarts";

    @RegisterExtension
    final SystemProperties properties = new SystemProperties();

    @Test
    void theBudgetOfTheGroupsIsTheOneInTheSettings() throws Exception {
        properties.seen(MAX_RESTARTS, 0);
        inThePlayground(() -> {
            Ref down = monitor(pid("one_for_all"));
            Worker.crash(Worker.named("e"), "boom");
            assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    void aWrongSettingIsRefusedBeforeAnythingIsStarted() throws Exception {
        properties.seen(MAX_RESTARTS, "many");
        on.node.run(() -> {
            assertThatThrownBy(Playground::startLink)
                    .isInstanceOf(SettingException.class)
                    .hasMessage("expected a whole number, zero or more, for supervision.groups.max-restarts, got: many,"
                            + " from system properties");
            assertThat(on.node.processes()).containsExactly(self());
            assertThat(said()).isEmpty();
        });
    }

    @Test
    void whatWasReadAtStartIsPassedDownSoThatAGroupThatIsStartedAgainHasIt() throws Exception {
        inThePlayground(() -> {
            properties.seen(MAX_RESTARTS, 0);
            Ref down = monitor(pid("one_for_one"));
            for (int n = 1; n <= 3; n++) {
                crash("b", "one_for_one");
            }
            Worker.crash(Worker.named("b"), "boom");
            downOf(down);
            settle("playground");
            Pid next = pid("one_for_one");
            crash("b", "one_for_one"); // with a budget of zero this would end the group
            assertThat(pid("one_for_one")).isEqualTo(next);
        });
    }

    @Test
    void aTestPassesSettingsOfItsOwn() throws Exception {
        on.node.run(() -> {
            Playground.startLink(new GroupSettings(0, Duration.ofSeconds(1))).get();
            Ref down = monitor(pid("rest_for_one"));
            Worker.crash(Worker.named("i"), "boom");
            assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    // ---- the trap ----

    /** A server that knows its settings from somewhere, and finds out in init. */
    private record Reader(Callable<Object> settings) implements GenServer<Object, From<Object>> {
        @Override
        public Init<Object> init() {
            try {
                return Init.ok(settings.call());
            } catch (Exception e) {
                return Init.stop(new ExitReason.Crash(e));
            }
        }

        @Override
        public Next<Object> handle(From<Object> from, Object settings) {
            return Next.reply(from, settings, settings);
        }
    }

    private static OnStart<ServerRef<Supervisor.Message>> supervise(Callable<Object> settings) {
        return Supervisor.startLink(
                List.of(GenServer.childSpec("reader", () -> new Reader(settings), Options.named("reader"))),
                Flags.oneForOne().named("readers"));
    }

    private static Object askTheReader() {
        return GenServer.call(ServerRef.<From<Object>>named("reader"), from -> from);
    }

    @Test
    @Tag("B28")
    void aServerThatReadsInInitReadsAnewInEveryRestart() throws Exception {
        on.node.run(() -> {
            supervise(GroupSettings::load).get();
            assertThat(askTheReader()).isEqualTo(new GroupSettings(3, Duration.ofSeconds(5)));
            properties.seen(MAX_RESTARTS, 8);
            restartTheReader();
            assertThat(askTheReader()).isEqualTo(new GroupSettings(8, Duration.ofSeconds(5)));
        });
    }

    @Test
    @Tag("B28")
    void noRestartReadsASettingInAStaticFieldAnew() throws Exception {
        FreshClass frozen = FreshClass.of(FrozenSettings.class);
        on.node.run(() -> {
            supervise(() -> frozen.get("groups")).get();
            properties.seen(MAX_RESTARTS, 8);
            restartTheReader();
            assertThat(askTheReader()).isEqualTo(new GroupSettings(3, Duration.ofSeconds(5)));
        });
    }

    @Test
    @Tag("B28")
    void noSupervisorHealsAClassThatFailedToInitializeEvenWhenTheSettingWasPutRight() throws Exception {
        FreshClass frozen = FreshClass.of(FrozenSettings.class);
        properties.seen(MAX_RESTARTS, "many");
        on.node.run(() -> {
            trapExit(true);
            assertThat(supervise(() -> frozen.get("groups"))).isInstanceOf(OnStart.Failed.class);
            properties.seen(MAX_RESTARTS, 8);
            assertThat(supervise(() -> frozen.get("groups")).toString())
                    .contains("NoClassDefFoundError: Could not initialize class " + FrozenSettings.class.getName());
            assertThat(supervise(GroupSettings::load)).isInstanceOf(OnStart.Ok.class);
        });
    }

    private static void restartTheReader() {
        Pid reader = pid("reader");
        Ref down = monitor(reader);
        Processes.exit(reader, ExitReason.KILL);
        downOf(down);
        settle("readers");
    }
}
