package otp.handrolled.ets;

import java.util.concurrent.ConcurrentHashMap;
import otp.handrolled.process.Node;

/** The named tables of one node. */
final class TableNames {
    final ConcurrentHashMap<String, Ets<?, ?>> byName = new ConcurrentHashMap<>();

    static TableNames of(Node node) {
        return node.shared(TableNames.class, TableNames::new);
    }
}
