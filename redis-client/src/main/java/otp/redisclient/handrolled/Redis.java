package otp.redisclient.handrolled;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.ErrorReply;

/**
 * What one can ask of any of the three clients: the functions of {@code Redix} with an exclamation mark.
 *
 * <pre>{@code
 * Redis.command(redis, "SET", "user:42", photo);                          // "photo" is a byte[]
 * Redis.command(redis, "GET", "user:42").asBytes();
 * Redis.pipeline(redis, List.of(Command.of("INCR", "a"), Command.of("INCR", "b")));
 * }</pre>
 *
 * <p>Why exceptions, where {@code Redix.command/2} returns {@code {:error, reason}}: Java has no pattern that takes the value out
 * of {@code {:ok, value}} and fails by itself, so each call would be wrapped; and there are two kinds, which are told apart by type.
 * An error of Redis ({@link CommandException}) leaves the connection in order. Of a {@link ConnectionException} its reason says
 * whether the command may have been done. In a pipeline an error of Redis is a value at its place: the other commands are done.
 *
 * <p>All functions block the caller, which may be a process or any thread, and may be called by many at once.
 */
public final class Redis {
    private Redis() {}

    /**
     * Sends a command and waits for its reply up to five seconds.
     *
     * @param client whom to ask
     * @param name such as {@code SET}
     * @param arguments as in {@link Command#of}
     * @return what Redis replies
     * @throws IllegalArgumentException if that is no command, or none with one reply
     * @throws CommandException if Redis refuses it
     * @throws ConnectionException if no reply came
     * @throws ProcessExit if the client is not there, or ends meanwhile (X12)
     */
    public static RedisValue command(ServerRef<Request> client, String name, Object... arguments) {
        return command(client, Command.of(name, arguments), Timeouts.DEFAULT);
    }

    /**
     * The same with another time limit. After it nothing more happens: the late reply is for nobody (X6).
     *
     * @param client whom to ask
     * @param command what to send
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     * @return what Redis replies
     * @throws IllegalArgumentException as above
     * @throws CommandException as above
     * @throws ConnectionException as above
     * @throws ProcessExit as above
     */
    public static RedisValue command(ServerRef<Request> client, Command command, Duration timeout) {
        RedisValue reply =
                ask("Redis.command", client, List.of(command), timeout).getFirst();
        if (reply instanceof ErrorReply(var message)) {
            throw new CommandException(message);
        }
        return reply;
    }

    /**
     * Sends several commands in one piece and waits for all replies up to five seconds (X4). They are done in their order; it is
     * no transaction, other clients' commands may come between.
     *
     * @param client whom to ask
     * @param commands one or more
     * @return their replies in their order, errors of Redis among them (X7)
     * @throws IllegalArgumentException if there are none, or one is none with one reply
     * @throws ConnectionException if not all replies came
     * @throws ProcessExit as {@link #command(ServerRef, String, Object...)}
     */
    public static List<RedisValue> pipeline(ServerRef<Request> client, List<Command> commands) {
        return pipeline(client, commands, Timeouts.DEFAULT);
    }

    /**
     * The same with another time limit, for all together.
     *
     * @param client whom to ask
     * @param commands one or more
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     * @return their replies in their order
     * @throws IllegalArgumentException as above
     * @throws ConnectionException as above
     * @throws ProcessExit as above
     */
    public static List<RedisValue> pipeline(ServerRef<Request> client, List<Command> commands, Duration timeout) {
        return ask("Redis.pipeline", client, List.copyOf(commands), timeout);
    }

    /**
     * Stops a client and waits until its socket is closed (X14). Whoever still waits for a reply hears that the connection is
     * gone.
     *
     * @param client whom
     * @throws ProcessExit as {@link otp.handrolled.genserver.GenServer#stop(ServerRef)}
     */
    public static void stop(ServerRef<Request> client) {
        Gen.stop("Redis.stop", client, client.whereis(), ExitReason.NORMAL, Timeouts.INFINITY);
    }

    private static List<RedisValue> ask(
            String function, ServerRef<Request> client, List<Command> commands, Duration timeout) {
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("expected a command or more, got none");
        }
        commands.forEach(Command::checkHasOneReply);
        Pid pid = client.whereis();
        long deadline = pid == null ? 0 : Timeouts.deadline(pid.node().clock(), timeout);
        return switch (call(function, client, pid, commands, deadline, timeout)) {
            case Answer.Replies(var values) -> values;
            case Answer.Failed(var reason, var detail) -> throw new ConnectionException(reason, detail, null);
        };
    }

    private static Answer call(
            String function,
            ServerRef<Request> client,
            @Nullable Pid pid,
            List<Command> commands,
            long deadline,
            Duration timeout) {
        try {
            return Gen.<Request, Answer>callFromAfar(
                    function, client, pid, from -> new Request(commands, deadline, from), timeout);
        } catch (ProcessExit exit) {
            // A value and no exit, as in Redix (X6). Any other exit, such as the client's own death, is one (X12).
            if (exit.reason() instanceof CallFailed(ExitReason reason, var _, var _, var _, var _)
                    && reason == ExitReason.TIMEOUT) {
                return new Answer.Failed(Reason.TIMEOUT, commands.getFirst() + " within " + timeout);
            }
            throw exit;
        }
    }
}
