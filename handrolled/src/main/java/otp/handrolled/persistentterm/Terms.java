package otp.handrolled.persistentterm;

import java.util.concurrent.ConcurrentHashMap;
import otp.handrolled.process.Node;

/** The persistent terms of one node. Reads take no lock. */
final class Terms {
    final ConcurrentHashMap<PersistentTerm<?>, Object> byKey = new ConcurrentHashMap<>();

    static Terms of(Node node) {
        return node.shared(Terms.class, Terms::new);
    }
}
