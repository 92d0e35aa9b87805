package otp.redisclient.akka;

/**
 * Finds a connection that is half open: the server is gone, or hangs, and no packet has said so. It looks once each interval; if the
 * server owes a reply both times, and none has come in between, it will not come (row X17). A connection on which nobody waits is
 * always well.
 */
final class HealthCheck {
    private final Pending pending;
    private boolean wasDue;
    private long receivedBefore;

    HealthCheck(Pending pending) {
        this.pending = pending;
    }

    /** To be called once each interval. */
    boolean isWell() {
        boolean due = pending.isDue();
        boolean stuck = wasDue && due && pending.received() == receivedBefore;
        wasDue = due;
        receivedBefore = pending.received();
        return !stuck;
    }
}
