package otp.handrolled.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server is addressed: its pid or its name, and the type of what it understands, so that the compiler refuses a message it
 * does not. The pid alone is untyped, as in Erlang. The Akka twin is {@code ActorRef<M>}.
 *
 * @param <M> the messages of the server
 */
public sealed interface ServerRef<M> {

    /** A server known by its pid. It stays that one process, also when a supervisor starts another in its place. */
    record ByPid<M>(Pid pid) implements ServerRef<M> {
        @Override
        public @Nullable Pid whereis() {
            return pid;
        }

        @Override
        public String toString() {
            return pid.toString();
        }
    }

    /** A server known by its name: whoever has it at the time. Without a node, it is looked up on the caller's. */
    record ByName<M>(@Nullable Node node, ServerName name) implements ServerRef<M> {
        @Override
        public @Nullable Pid whereis() {
            Node where = node == null ? Processes.self().node() : node;
            Optional<Pid> pid = name.whereis(where);
            return pid.orElse(null);
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }

    /**
     * The server with this pid. That it understands messages of type M is the caller's word.
     *
     * @param pid the pid
     * @param <M> its messages
     * @return the reference
     */
    static <M> ServerRef<M> of(Pid pid) {
        return new ByPid<>(pid);
    }

    /**
     * Whoever is registered under a name on the caller's node. That it understands messages of type M is the caller's word.
     *
     * @param name the name
     * @param <M> its messages
     * @return the reference
     */
    static <M> ServerRef<M> named(String name) {
        return new ByName<>(null, new ServerName.Local(name));
    }

    /**
     * Whoever is registered under a name, for callers that are no process.
     *
     * @param node where the name is looked up
     * @param name the name
     * @param <M> its messages
     * @return the reference
     */
    static <M> ServerRef<M> named(Node node, ServerName name) {
        return new ByName<>(node, name);
    }

    /**
     * Who that is now: {@code GenServer.whereis/1}.
     *
     * @return the pid, alive or dead, or null if nobody has the name
     */
    @Nullable
    Pid whereis();

    /**
     * The pid of a server that must be there.
     *
     * @return the pid
     * @throws ProcessExit {@code noproc} if nobody has the name
     */
    default Pid pid() {
        Pid pid = whereis();
        if (pid == null) {
            throw new ProcessExit(ExitReason.NOPROC);
        }
        return pid;
    }
}
