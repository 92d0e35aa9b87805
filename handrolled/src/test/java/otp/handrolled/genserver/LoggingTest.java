package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import otp.handrolled.process.ExitReason;

class LoggingTest extends ServerTest {
    @Test
    @Tag("G21")
    void anOrderlyEndIsNotLogged() throws Exception {
        node.run(() -> {
            for (ExitReason reason :
                    List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, new ExitReason.ShutdownWith("restart"))) {
                var stops = GenServer.start(Scripted.withState("")).get();
                GenServer.stop(stops, reason, SECOND);
                var exits = GenServer.start(Scripted.withState("")).get();
                var monitor = monitor(exits.pid());
                GenServer.cast(exits, new Scripted.Do(_ -> exit(reason)));
                assertThat(downOf(monitor)).isEqualTo(reason);
            }
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    @Tag("G21")
    void anyOtherEndIsLoggedOnceWithTheReasonTheLastMessageAndTheState() throws Exception {
        var server = start(Scripted.withState("my state"));
        var caller = beside(() -> GenServer.call(server, ask((_, state) -> Next.stop(BOOM, state))));
        caller.exit();
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.ERROR);
            assertThat(line.message())
                    .startsWith("GenServer " + server + " terminating\n** boom\nLast message (from " + caller.pid()
                            + "): Ask[")
                    .endsWith("\nState: my state");
        });
    }

    @Test
    @Tag("G21")
    void aCrashIsLoggedOnceWithItsStackTraceAndUnderTheServersName() throws Exception {
        var error = new IllegalStateException("boom");
        node.run(() -> {
            var server = GenServer.start(node, Scripted.withState(""), Options.named("cashier"))
                    .get();
            var monitor = monitor(server.pid());
            GenServer.cast(server, new Scripted.Do(_ -> {
                throw error;
            }));
            downOf(monitor);
        });
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.message()).startsWith("GenServer cashier terminating");
            assertThat(line.error()).isSameAs(error);
        });
    }

    @Test
    @Tag("G21")
    void aKillAnExitSignalAndAStartThatFailsAreNotLoggedByTheServer() throws Exception {
        node.run(() -> {
            var killed = GenServer.start(Scripted.withState("")).get();
            exit(killed.pid(), ExitReason.KILL);
            var signaled = GenServer.start(Scripted.withState("")).get();
            exit(signaled.pid(), BOOM);
            GenServer.start(Scripted.withInit(() -> Init.stop(BOOM)));
            GenServer.start(Scripted.withInit(() -> {
                throw new IllegalStateException("boom");
            }));
        });
        node.close();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("G15")
    void anUnexpectedMessageIsLoggedAndTheServerGoesOn() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("as before")).get();
            send(server.pid(), "hello");
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo("as before");
            assertThat(log.messages())
                    .containsExactly("Scripted " + server + " received an unexpected message in handleInfo: hello");
        });
    }

    @Test
    @Tag("G15")
    void aServerWithItsOwnHandleInfoLogsNothing() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("").onInfo((message, _) -> Next.noreply("got " + message)))
                    .get();
            send(server.pid(), "hello");
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo("got hello");
            assertThat(log.lines()).isEmpty();
        });
    }

    /** Its text cannot be made. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even that");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("not even that");
        }
    }

    @Test
    @Tag("G21")
    void whatCannotBePrintedIsReportedAllTheSame() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("")).get();
            var monitor = monitor(server.pid());
            GenServer.cast(server, new Scripted.Do(_ -> {
                throw new Unprintable();
            }));
            assertThat(downOf(monitor)).isInstanceOf(ExitReason.Crash.class);
            assertThat(log.messages()).singleElement().asString().contains("terminating", "#Inspect.Error<");
            assertThat(self()).isNotNull();
        });
    }
}
