package otp.redispool.handrolled;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import otp.handrolled.genserver.Options;
import otp.handrolled.persistentterm.NoSuchTermException;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Node;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.handrolled.Redis;
import otp.redisclient.handrolled.RedisConnection;
import otp.redisclient.handrolled.Request;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redispool.AllDownException;
import otp.redispool.Chooser;
import otp.redispool.MemberStatus;
import otp.redispool.PoolGoneException;
import otp.redispool.PoolOptions;

/**
 * Some connections under a supervisor, and a function that chooses one of them.
 *
 * <pre>{@code
 * Supervisor.startLink(List.of(RedisPool.childSpec(PoolOptions.of("pool", 4, connection))), Flags.oneForOne());
 *
 * RedisPool pool = RedisPool.named("pool");
 * pool.command("SET", "key", "value");
 * }</pre>
 *
 * <pre>
 * pool            one_for_one
 *   pool_members    puts the member table, and erases it
 *   pool_1          a RedisConnection
 *   pool_2          another
 * </pre>
 *
 * <p>There is no process between a caller and a connection: who wants a command done reads the member table, looks how the members
 * are, and asks one of them. So nothing of the pool is in the way of many callers, and nothing of it can be overloaded. A connection
 * is shared by all who choose it, and never lent to anybody.
 *
 * <p>A server that goes away restarts nobody: its connections are state machines and connect again by themselves. The supervisor
 * is there for connections that crash.
 *
 * <p>This object is a name and no more; it is as good after a restart as before. Thread-safe. Its functions block the caller, a
 * process or any other thread.
 */
public final class RedisPool {
    private final Node node;
    private final String name;
    private final PersistentTerm<Members> term;

    private RedisPool(Node node, String name) {
        this.node = node;
        this.name = name;
        this.term = Members.term(name);
    }

    // region start
    /**
     * How a supervisor starts it. It does not wait for the server: at first all members connect.
     *
     * @param options what it is; on a node there is one pool of a name
     * @return the spec of a supervisor, whose id is the name
     */
    public static ChildSpec childSpec(PoolOptions options) {
        var children = new ArrayList<ChildSpec>();
        children.add(MemberTable.childSpec(options));
        options.members()
                .map(member -> RedisConnection.childSpec(member, options.connection(), Options.named(member)))
                .forEach(children::add);
        return Supervisor.childSpec(options.name(), children, Flags.oneForOne().named(options.name()));
    }
    // endregion

    /**
     * The one with this name on the caller's node.
     *
     * @param name what it is called; it need not run yet
     * @return its name, to be used
     * @throws IllegalStateException on a thread that is no process
     */
    public static RedisPool named(String name) {
        return named(self().node(), name);
    }

    /**
     * The same for threads that are no process.
     *
     * @param node where it runs
     * @param name what it is called
     * @return its name, to be used
     */
    public static RedisPool named(Node node, String name) {
        return new RedisPool(node, name);
    }

    /**
     * Has one of the members that are up send a command, and waits for its reply up to five seconds.
     *
     * @param command such as {@code SET}
     * @param arguments as in {@link Command#of}
     * @return what Redis replies
     * @throws IllegalArgumentException if that is no command, or none with one reply
     * @throws CommandException if Redis refuses it
     * @throws ConnectionException if no reply came; its reason says whether the command may have been done
     * @throws AllDownException at once, if no member is up
     * @throws PoolGoneException if the pool does not run
     * @throws ProcessExit if the member ends while the reply is awaited (X12)
     */
    public RedisValue command(String command, Object... arguments) {
        return command(Command.of(command, arguments), Timeouts.DEFAULT);
    }

    /**
     * The same with another time limit.
     *
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     */
    public RedisValue command(Command command, Duration timeout) {
        return onAMember(timeout, (member, left) -> Redis.command(member, command, left));
    }

    /**
     * Has one member send several commands in one piece, and waits for all replies up to five seconds.
     *
     * @param commands one or more
     * @return their replies in their order, errors of Redis among them
     * @throws RuntimeException as {@link #command(String, Object...)}, but for CommandException
     */
    public List<RedisValue> pipeline(List<Command> commands) {
        return pipeline(commands, Timeouts.DEFAULT);
    }

    /**
     * The same with another time limit, for all together.
     *
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     */
    public List<RedisValue> pipeline(List<Command> commands, Duration timeout) {
        return onAMember(timeout, (member, left) -> Redis.pipeline(member, commands, left));
    }

    /**
     * How its members are. Asks none of them, and does not block.
     *
     * @return a status for each, in their order
     * @throws PoolGoneException if the pool does not run
     */
    public List<MemberStatus> status() {
        return members().status();
    }

    // region choose
    /** A member may go away between the look at it and the question. If so nothing was sent, and another is asked. */
    private <T> T onAMember(Duration timeout, BiFunction<ServerRef<Request>, Duration, T> ask) {
        Members members = members();
        long deadline = Timeouts.deadline(node.clock(), timeout);
        var tried = new BitSet();
        while (true) {
            List<MemberStatus> status = members.status();
            int chosen = members.chooser().choose(status, tried);
            if (chosen == Chooser.NOBODY) {
                throw new AllDownException(members.options(), status);
            }
            try {
                return ask.apply(members.connections().get(chosen), Timeouts.left(node.clock(), deadline));
            } catch (ConnectionException | ProcessExit failure) {
                if (!wasNotSent(failure)) {
                    throw failure;
                }
                tried.set(chosen);
            }
        }
    }

    private static boolean wasNotSent(Throwable failure) {
        return switch (failure) {
            case ConnectionException connection -> connection.reason() == Reason.CLOSED;
            case ProcessExit exit ->
                exit.reason() instanceof CallFailed(var reason, var _, var _, var _, var _)
                        && reason == ExitReason.NOPROC;
            default -> false;
        };
    }
    // endregion

    private Members members() {
        try {
            return term.get(node);
        } catch (NoSuchTermException notThere) {
            throw new PoolGoneException(name);
        }
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
