package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.NameRegistry;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;

@Tag("G14")
class CastTest extends ServerTest {
    private static final Scripted.Message NOTHING = new Scripted.Do(Next::noreply);

    /** A registry in which nobody has a name. */
    private static final NameRegistry EMPTY = new NameRegistry() {
        @Override
        public boolean registerName(Object term, Pid pid) {
            return false;
        }

        @Override
        public void unregisterName(Object term) {}

        @Override
        public Optional<Pid> whereisName(Object term) {
            return Optional.empty();
        }
    };

    @Test
    void castsAreHandledInTheOrderTheyWereSentAndBeforeALaterCall() {
        var server = start(Scripted.withState(""));
        for (String letter : "abc".split("")) {
            GenServer.cast(server, new Scripted.Do(state -> Next.noreply(state + letter)));
        }
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("abc");
    }

    @Test
    void aCastToADeadServerIsDroppedWithoutAWord() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        GenServer.cast(server, NOTHING);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aCastToANameThatNobodyHasIsDroppedWithoutAWord() {
        GenServer.cast(ServerRef.named(node, new ServerName.Local("nobody")), NOTHING);
        GenServer.cast(ServerRef.named(node, new ServerName.Global("nobody")), NOTHING);
        GenServer.cast(ServerRef.named(node, new ServerName.Via(EMPTY, "nobody")), NOTHING);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aCastDoesNotWaitForTheServer() throws Exception {
        var server = start(Scripted.withState(""));
        var call = beside(() -> GenServer.call(server, Scripted.silence()));
        clock.awaitWaiting(1);
        GenServer.cast(server, new Scripted.Do(_ -> otp.handrolled.process.Processes.receive(_ -> null)));
        GenServer.cast(server, NOTHING);
        assertThat(call.outcome()).isNotDone();
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheSender() {
        var server = start(Scripted.withState("up"));
        assertThatThrownBy(() -> GenServer.cast(server, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a message to cast, got null");
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
    }
}
