package otp.handrolled.process;

/** A look at what a process remembers of the calls it was sent. */
public final class Requests {
    private Requests() {}

    /** How many calls a process has taken in and not answered, of which the callers still wait. */
    public static int unansweredBy(Pid pid) {
        return pid.block.unanswered();
    }

    /** The thread a process runs on: to do to it what no process can. */
    public static Thread threadOf(Pid pid) {
        return pid.block.thread();
    }
}
