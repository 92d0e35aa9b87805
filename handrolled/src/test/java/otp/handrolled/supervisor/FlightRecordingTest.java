package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;

/** What JDK Flight Recorder, and so JDK Mission Control, sees of a tree. */
class FlightRecordingTest extends SupervisorTest {
    /** Runs code and gives the events of that name which were committed meanwhile, in this JVM. */
    private List<RecordedEvent> recorded(String event, ProcessBody code) throws Exception {
        var events = new ConcurrentLinkedQueue<RecordedEvent>();
        try (var stream = new RecordingStream()) {
            stream.enable(event);
            stream.onEvent(event, events::add);
            stream.setReuse(false);
            stream.startAsync();
            asProcess(code);
            stream.stop(); // waits until all events have come through
        }
        return List.copyOf(events);
    }

    private static List<RecordedEvent> of(String field, Object value, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getString(field).equals(value.toString()))
                .toList();
    }

    @Test
    void aStartShowsTheProcessWhatItRunsAndWhoSpawnedIt() throws Exception {
        var pids = new ConcurrentLinkedQueue<Pid>();
        var events = recorded("otp.ProcessStart", () -> {
            pids.add(supervise(Flags.oneForOne()).pid());
            pids.add(self());
        });
        assertThat(of("process", pids.remove(), events)).singleElement().satisfies(event -> {
            assertThat(event.getString("initialCall")).isEqualTo("SupervisorServer");
            assertThat(event.getString("parent")).isEqualTo(pids.remove().toString());
        });
    }

    @Test
    void anExitShowsTheNameTheReasonAndTheAge() throws Exception {
        var pids = new ConcurrentLinkedQueue<Pid>();
        var events = recorded("otp.ProcessExit", () -> {
            var supervisor = supervise(Flags.oneForOne().named("short-lived"));
            pids.add(supervisor.pid());
            clock.advance(Duration.ofSeconds(7));
            exit(supervisor.pid(), ExitReason.KILL);
        });
        assertThat(of("process", pids.remove(), events)).singleElement().satisfies(event -> {
            assertThat(event.getString("registeredName")).isEqualTo("short-lived");
            assertThat(event.getString("reason")).isEqualTo("killed");
            assertThat(event.getDuration("age")).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void eachRestartAndEachFailedOneIsShown() throws Exception {
        var pids = new ConcurrentLinkedQueue<Pid>();
        var events = recorded("otp.Restart", () -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ALL), worker("a"), worker("b"));
            pids.add(supervisor.pid());
            letFail("b");
            end(supervisor, "a", BOOM);
            settle(supervisor);
            letStart("b");
            while (Supervisor.countChildren(supervisor).active() < 2) {
                // There is at least one try between two answers.
            }
            pids.add(pidOf(supervisor, "b"));
        });
        var restarts = of("supervisor", pids.remove(), events);
        assertThat(restarts)
                .filteredOn(event -> event.getString("child").equals("a"))
                .isNotEmpty()
                .allMatch(event -> event.getString("outcome").equals("ok"));
        var ofB = of("child", "b", restarts);
        assertThat(ofB.getFirst().getString("outcome")).isEqualTo("boom");
        assertThat(ofB.getFirst().getString("process")).isEmpty();
        assertThat(ofB.getLast().getString("outcome")).isEqualTo("ok");
        assertThat(ofB.getLast().getString("process")).isEqualTo(pids.remove().toString());
    }

    @Test
    void aRestartUnderADynamicSupervisorIsShownToo() throws Exception {
        var pids = new ConcurrentLinkedQueue<Pid>();
        var events = recorded("otp.Restart", () -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            pids.add(supervisor.pid());
            end(DynamicSupervisor.startChild(supervisor, worker("a")).get(), BOOM);
            DynamicSupervisor.countChildren(supervisor);
        });
        assertThat(of("supervisor", pids.remove(), events)).hasSize(1);
    }

    @Test
    void aSpentBudgetShowsWhoseItWasAndHowLargeItWas() throws Exception {
        var pids = new ConcurrentLinkedQueue<Pid>();
        var events = recorded("otp.BudgetExhausted", () -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(0, Duration.ofSeconds(5)), worker("a"));
            pids.add(supervisor.pid());
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            downOf(monitor);
        });
        assertThat(of("supervisor", pids.remove(), events)).singleElement().satisfies(event -> {
            assertThat(event.getString("child")).isEqualTo("a");
            assertThat(event.getInt("maxRestarts")).isZero();
            assertThat(event.getDuration("period")).isEqualTo(Duration.ofSeconds(5));
        });
    }
}
