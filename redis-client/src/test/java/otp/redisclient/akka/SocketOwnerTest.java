package otp.redisclient.akka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.akka.SocketOwner.Came;
import otp.redisclient.akka.SocketOwner.Ended;
import otp.redisclient.akka.SocketOwner.Message;
import otp.redisclient.akka.SocketOwner.Notice;
import otp.redisclient.akka.SocketOwner.Opened;
import otp.redisclient.akka.SocketOwner.Read;
import otp.redisclient.akka.SocketOwner.Write;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.SimpleString;
import otp.testkit.net.Peer;

@Tag("X13")
class SocketOwnerTest extends OnAServer {
    private final TestProbe<Notice> client = kit.createTestProbe();

    private ActorRef<Message> opened() {
        ActorRef<Message> owner = kit.spawn(SocketOwner.create(options(), client.ref()));
        client.expectMessage(new Opened(owner));
        return owner;
    }

    @Test
    void nothingIsReadUntilItsClientAsks() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        peer.write("+one\r\n");
        peer.close();
        // Neither the value nor the end is seen yet: what the next message says is the first that has come of it.
        owner.tell(new Read());
        client.expectMessage(new Came(owner, List.of(new SimpleString("one"))));
        owner.tell(new Read());
        assertThat(client.expectMessageClass(Ended.class).why()).contains("has closed the connection");
    }

    @Test
    void aServerThatSendsWithoutEndIsHeldBack() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        byte[] much = "+0123456789\r\n".repeat(10_000).getBytes(UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 1_000; i++) peer.write(much);
            } catch (UncheckedIOException e) {
                // the end of the test
            }
        });
        for (int i = 0; i < 10; i++) {
            owner.tell(new Read());
            // What one read brings is what fits into one buffer of Tcp's, 128 KiB.
            assertThat(client.expectMessageClass(Came.class).values()).hasSizeBetween(1, 131_072 / 13 + 1);
        }
        owner.tell(new SocketOwner.Abort());
        client.expectTerminated(owner);
        client.expectNoMessage(Duration.ZERO);
        peer.reset();
    }

    @Test
    void halfAValueIsReadOnWithoutBeingAsked() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        owner.tell(new Read());
        peer.write("+on");
        peer.write("e\r\n");
        client.expectMessage(new Came(owner, List.of(new SimpleString("one"))));
    }

    @Test
    void writesGoOutInTheirOrderHoweverManyTheyAre() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        byte[] block = new byte[100_000];
        for (int i = 0; i < 100; i++) {
            byte[] bytes = block.clone();
            Arrays.fill(bytes, (byte) i);
            owner.tell(new Write(bytes)); // more than fits into the socket while the peer does not read
        }
        for (int i = 0; i < 100; i++) {
            byte[] wanted = block.clone();
            Arrays.fill(wanted, (byte) i);
            assertThat(peer.read(block.length)).isEqualTo(wanted);
        }
    }

    @Test
    void valuesBeforeAnErrorAreNotLost() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        owner.tell(new Read());
        peer.write("+one\r\n+two\r\n!!!\r\n");
        List<RedisValue> values = new ArrayList<>();
        Notice notice = client.receiveMessage();
        for (; notice instanceof Came(var _, var came); notice = client.receiveMessage()) {
            values.addAll(came);
            owner.tell(new Read());
        }
        assertThat(values).containsExactly(new SimpleString("one"), new SimpleString("two"));
        assertThat(notice).isInstanceOf(Ended.class);
    }

    @Test
    void theSocketGoesWithItsOwner() {
        ActorRef<Message> owner = opened();
        Peer peer = server.accept();
        kit.stop(owner);
        peer.awaitEnd();
    }
}
