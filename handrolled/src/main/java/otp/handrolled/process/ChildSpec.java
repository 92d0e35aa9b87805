package otp.handrolled.process;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a supervisor is to start, restart and stop a child: the map that {@code child_spec/1} returns. Any behaviour of this
 * library makes one of itself; the {@code with…} methods change a copy, like {@code Supervisor.child_spec/2}.
 *
 * @param id what the supervisor knows the child by; unique among its siblings
 * @param start starts the process, linked to the supervisor, in which it runs
 * @param restart whether it is started again after it ended
 * @param shutdown how it is stopped
 * @param type whether it is a supervisor itself
 * @param significant whether its end can bring about the automatic shutdown of its supervisor
 */
public record ChildSpec(
        Object id,
        Supplier<? extends OnStart<Pid>> start,
        Restart restart,
        Shutdown shutdown,
        Type type,
        boolean significant) {

    public ChildSpec {
        Objects.requireNonNull(id, "missing_id: expected an id for the child, got null");
        Objects.requireNonNull(start, "missing_start: expected a start function for the child, got null");
        Objects.requireNonNull(restart, "invalid_restart_type: expected a restart type for the child, got null");
        Objects.requireNonNull(shutdown, "invalid_shutdown: expected a shutdown for the child, got null");
        Objects.requireNonNull(type, "invalid_child_type: expected a type for the child, got null");
    }

    /** When a child is started again. */
    public enum Restart {
        /** Always. */
        PERMANENT,
        /** After any end but {@code normal}, {@code shutdown} and {@code {shutdown, _}}. */
        TRANSIENT,
        /** Never. */
        TEMPORARY
    }

    /** What kind of process a child is. */
    public enum Type {
        WORKER,
        SUPERVISOR
    }

    /** How a child is told to end. */
    public sealed interface Shutdown {
        /** {@code :brutal_kill}: killed at once. */
        record BrutalKill() implements Shutdown {}

        /** Told to shut down, and killed if it is not gone in time; {@link Timeouts#INFINITY} waits for as long as it takes. */
        record Within(Duration patience) implements Shutdown {
            public Within {
                Objects.requireNonNull(patience, "invalid_shutdown: expected a duration, got null");
                Timeouts.check(patience);
            }
        }
    }

    /**
     * A worker with the defaults of Elixir: permanent, five seconds to shut down.
     *
     * @param id what it is known by
     * @param start starts it, linked
     * @return the spec
     */
    public static ChildSpec worker(Object id, Supplier<? extends OnStart<Pid>> start) {
        return new ChildSpec(id, start, Restart.PERMANENT, new Shutdown.Within(Timeouts.DEFAULT), Type.WORKER, false);
    }

    /**
     * The same child under another id.
     *
     * @param newId the id
     * @return the spec
     */
    public ChildSpec withId(Object newId) {
        return new ChildSpec(newId, start, restart, shutdown, type, significant);
    }

    /**
     * The same child with another restart type.
     *
     * @param newRestart when it is started again
     * @return the spec
     */
    public ChildSpec withRestart(Restart newRestart) {
        return new ChildSpec(id, start, newRestart, shutdown, type, significant);
    }

    /**
     * The same child with another way to stop it.
     *
     * @param newShutdown how it is told to end
     * @return the spec
     */
    public ChildSpec withShutdown(Shutdown newShutdown) {
        return new ChildSpec(id, start, restart, newShutdown, type, significant);
    }

    /**
     * The same child as a worker or as a supervisor.
     *
     * @param newType what kind of process it is
     * @return the spec
     */
    public ChildSpec withType(Type newType) {
        return new ChildSpec(id, start, restart, shutdown, newType, significant);
    }

    /**
     * The same child, significant or not for the automatic shutdown of its supervisor.
     *
     * @param newSignificant whether its end can bring that about
     * @return the spec
     */
    public ChildSpec withSignificant(boolean newSignificant) {
        return new ChildSpec(id, start, restart, shutdown, type, newSignificant);
    }

    /**
     * The same child with another start function.
     *
     * @param newStart starts it, linked
     * @return the spec
     */
    public ChildSpec withStart(Supplier<? extends OnStart<Pid>> newStart) {
        return new ChildSpec(id, newStart, restart, shutdown, type, significant);
    }
}
