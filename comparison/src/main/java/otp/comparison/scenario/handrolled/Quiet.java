package otp.comparison.scenario.handrolled;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import otp.handrolled.introspection.ObserverBackend;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;

/**
 * Waits until nobody on a node has anything left to do: two looks in a row show all asleep and nothing received in between.
 *
 * <p>One look is not enough. Between looking at A and looking at B, B may have sent A something and gone to sleep.
 */
final class Quiet {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private Quiet() {}

    private record Look(Pid pid, long handled, int mailbox) {}

    static void await(Node node) throws TimeoutException {
        long giveUp = System.nanoTime() + PATIENCE;
        List<Look> before = null;
        for (; ; ) {
            List<Look> now = look(node);
            if (now != null && now.equals(before)) {
                return;
            }
            before = now;
            if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException("expected everybody to come to rest within ten seconds, got: "
                        + ObserverBackend.processes(node));
            }
            Thread.yield();
        }
    }

    /** Everybody, or null if somebody is awake. */
    private static @Nullable List<Look> look(Node node) {
        if (!node.isAtRest()) {
            return null;
        }
        return ObserverBackend.processes(node).stream()
                .map(process -> new Look(process.pid(), process.handled(), process.mailbox()))
                .toList();
    }
}
