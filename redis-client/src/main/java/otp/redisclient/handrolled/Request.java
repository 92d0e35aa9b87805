package otp.redisclient.handrolled;

import java.util.List;
import otp.handrolled.process.Clock;
import otp.handrolled.process.From;
import otp.redisclient.resp.Command;

/**
 * What a client process is asked: one command, or a pipeline of several, which is one request that waits for as many replies (X4).
 *
 * @param commands what to send, at least one
 * @param deadline when the caller stops waiting, in nanoseconds of the clock of the client's node
 * @param from where the answer goes
 */
public record Request(List<Command> commands, long deadline, From<Answer> from) {
    /** Whether the caller has given up: what was not sent by then need not be sent any more (B17). */
    boolean isOver(Clock clock) {
        return deadline != Clock.NEVER && clock.now() >= deadline;
    }

    /** Without the arguments, which may be secret or large. */
    @Override
    public String toString() {
        int more = commands.size() - 1;
        return "Request[" + commands.getFirst() + (more == 0 ? "" : ", and " + more + " commands") + "]";
    }
}
