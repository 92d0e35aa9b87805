package otp.observer.akka.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The children that an actor no longer has: how often each had been started again, for the next of the same name. Akka tells
 * nobody that a new child takes the place of an old one, but that they share the name.
 *
 * <p>So a name that is used again counts as a restart, also where somebody asked for it. Of the names, the last hundred are
 * kept: an actor that gives each child a new name must not fill the memory.
 */
final class Predecessors {
    private static final int KEPT = 100;

    private final Map<String, Integer> restarts = new LinkedHashMap<>();

    synchronized void ended(String name, int itsRestarts) {
        restarts.remove(name);
        restarts.put(name, itsRestarts);
        if (restarts.size() > KEPT) {
            restarts.remove(restarts.keySet().iterator().next());
        }
    }

    /** How often whoever takes this name now has been started again. */
    synchronized int successor(String name) {
        Integer last = restarts.remove(name);
        return last == null ? 0 : last + 1;
    }
}
