package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ProcessInfo.Status;
import otp.handrolled.process.ServerRef;

@Tag("G22")
class HibernateTest extends ServerTest {
    private static void awaitStatus(ServerRef<?> server, Status status) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ProcessInfo.of(server.pid()).status() == status);
    }

    @Test
    void aServerThatHibernatesWakesForTheNextMessageAndDoesNotGoBackByItself() {
        var server = start(Scripted.withInit(() -> Init.ok("state").hibernate()));
        awaitStatus(server, Status.HIBERNATING);
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("state");
        awaitStatus(server, Status.WAITING);
    }

    @Test
    void aCallMayBeAnsweredWithAHibernation() {
        var server = start(Scripted.withState("state"));
        assertThat(GenServer.call(
                        server,
                        ask((from, state) ->
                                Next.reply(from, "good night", state).hibernate())))
                .isEqualTo("good night");
        awaitStatus(server, Status.HIBERNATING);
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("state");
    }

    @Test
    void aMessageThatWaitsAlreadyIsHandledAtOnce() {
        var server = start(Scripted.withInit(() -> {
                    send(self(), "early");
                    return Init.ok("").hibernate();
                })
                .onInfo((message, _) -> Next.noreply("got " + message)));
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("got early");
    }

    @Test
    void hibernateAfterWaitsThatLongAfterEachMessage() throws Exception {
        var server = GenServer.start(node, Scripted.withState("state"), Options.NONE.withHibernateAfter(SECOND))
                .get();
        clock.awaitWaiting(1);
        clock.advance(SECOND.minusNanos(1));
        assertThat(ProcessInfo.of(server.pid()).status()).isNotEqualTo(Status.HIBERNATING);
        clock.advance(Duration.ofNanos(1));
        awaitStatus(server, Status.HIBERNATING);

        assertThat(GenServer.call(server, Scripted.state(), SECOND)).isEqualTo("state");
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        awaitStatus(server, Status.HIBERNATING);
    }

    @Test
    void aServerThatDoesNotAskForItNeverHibernates() {
        var server = start(Scripted.withState("state"));
        clock.advance(Duration.ofDays(1000));
        awaitStatus(server, Status.WAITING);
    }
}
