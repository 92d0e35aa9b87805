package otp.handrolled.process;

/**
 * The identity of a process, alive or dead. It is never used again for another process. Thread-safe; may be kept, compared and
 * sent about freely: of a dead process it holds next to nothing in memory.
 */
public final class Pid implements Comparable<Pid> {
    final long serial;
    final ControlBlock block;

    Pid(long serial, ControlBlock block) {
        this.serial = serial;
        this.block = block;
    }

    /**
     * The node the process lives on.
     *
     * @return its node
     */
    public Node node() {
        return block.node;
    }

    /** Orders pids by the time of their birth, as Erlang orders the pids of one node. */
    @Override
    public int compareTo(Pid other) {
        return Long.compare(serial, other.serial);
    }

    /** {@code #PID<0.42.0>}, as Elixir prints it. */
    @Override
    public String toString() {
        return "#PID<0." + serial + ".0>";
    }
}
