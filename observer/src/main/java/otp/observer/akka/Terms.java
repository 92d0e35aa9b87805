package otp.observer.akka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Footprint;
import otp.observer.tree.TableView;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.akka.SharedTable;

/** The table of the cache, to be looked at without asking its actor: it is made here. Thread-safe. */
final class Terms {
    /** What an entry takes besides its key and its value, as {@code comparison/bench} measures it: less the 32 of its numbers. */
    private static final int BYTES_EACH = 105;

    private final LongSupplier nanoTime;
    private volatile @Nullable SharedTable<String, Long> latest;

    Terms(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes the table of an actor that begins. */
    SharedTable<String, Long> make() {
        SharedTable<String, Long> table = SharedTable.create("terms", nanoTime::getAsLong);
        latest = table;
        return table;
    }

    /** What is in it now; nothing while there is none. */
    Optional<TableView> view() {
        SharedTable<String, Long> table = latest;
        if (table == null) {
            return Optional.empty();
        }
        try {
            List<Map.Entry<String, Long>> some = table.some(TableView.SHOWN);
            long size = table.size();
            Reads reads = table.reads();
            return Optional.of(new TableView(
                    "terms",
                    "Caffeine cache",
                    "/course/cache/terms",
                    size,
                    Footprint.of(size, BYTES_EACH, some),
                    reads.hits(),
                    reads.misses(),
                    TableView.shown(some)));
        } catch (CacheGoneException gone) {
            return Optional.empty();
        }
    }
}
