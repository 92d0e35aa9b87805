package otp.handrolled.ets;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import otp.handrolled.process.Node;

/** The tables of one node. */
final class Tables {
    /** The named ones. */
    final ConcurrentHashMap<String, Ets<?, ?>> byName = new ConcurrentHashMap<>();

    final Set<Ets<?, ?>> all = ConcurrentHashMap.newKeySet();

    static Tables of(Node node) {
        return node.shared(Tables.class, Tables::new);
    }
}
