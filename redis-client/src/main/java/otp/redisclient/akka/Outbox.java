package otp.redisclient.akka;

import akka.actor.ActorRef;
import akka.io.Tcp;
import akka.io.TcpMessage;
import akka.util.ByteString;
import java.io.ByteArrayOutputStream;

/**
 * Holds writing back: one write is under way at a time, and what comes meanwhile goes out as one when it is acknowledged. Were each
 * written at once, {@code Tcp} would answer the second with {@code CommandFailed}, for it keeps none waiting. So the busier the
 * connection, the fewer and larger its writes.
 */
final class Outbox {
    /** {@code Tcp}'s word that the operating system has taken the bytes. */
    enum Ack implements Tcp.Event {
        ACK
    }

    private final ActorRef connection;
    private final ActorRef self;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean writing;

    Outbox(ActorRef connection, ActorRef self) {
        this.connection = connection;
        this.self = self;
    }

    /** Sends the bytes after all those before. They are not copied when nothing is under way: not to be changed afterwards. */
    void write(byte[] bytes) {
        if (writing) {
            waiting.writeBytes(bytes);
        } else {
            writing = true;
            connection.tell(TcpMessage.write(ByteString.fromArrayUnsafe(bytes), Ack.ACK), self);
        }
    }

    /** The write that was under way is done. */
    void acknowledged() {
        writing = false;
        if (waiting.size() == 0) return;
        byte[] next = waiting.toByteArray();
        waiting.reset();
        write(next);
    }
}
