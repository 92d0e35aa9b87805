package otp.handrolled.process;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names of {@code :global}: one table for all nodes of the JVM. A name is freed with its process, before any DOWN (P8). */
final class GlobalNames {
    private static final ConcurrentHashMap<Object, Pid> NAMES = new ConcurrentHashMap<>();

    private GlobalNames() {}

    static Optional<Pid> whereis(Object term) {
        return Optional.ofNullable(NAMES.get(term));
    }

    static boolean register(Object term, Pid pid) {
        if (NAMES.putIfAbsent(term, pid) != null) {
            return false;
        }
        boolean alive = pid.block.own((owner, _) -> NAMES.remove(term, owner));
        if (!alive) {
            NAMES.remove(term, pid);
        }
        return alive;
    }
}
