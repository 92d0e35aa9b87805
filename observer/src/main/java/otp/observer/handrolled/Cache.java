package otp.observer.handrolled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.observer.tree.Footprint;
import otp.observer.tree.Sizes;
import otp.observer.tree.TableView;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.handrolled.TableCache;

/**
 * A cache of terms: lesson 2's table, with its keeper and its owner. A stack beside it remembers what was put, so that it can be
 * undone. They belong together, hence rest_for_one: an owner needs the table that the keeper has made. After a crash of the owner the
 * table is still there, but what could be undone is forgotten; such a term goes when its time is over.
 */
final class Cache {
    private static final String TERMS = "terms";
    /** What an entry takes besides its key and its value, as {@code comparison/bench} measures it: less the 32 of its numbers. */
    private static final int BYTES_EACH = 140;

    private static final ServerRef<Stack.Message<String>> UNDO = ServerRef.named("undo");

    private Cache() {}

    static ChildSpec childSpec() {
        var children = new ArrayList<>(TableCache.children(TERMS, Sizes.SWEEP));
        children.add(GenServer.childSpec("undo", () -> new Stack<String>(List.of()), Options.named("undo")));
        return Supervisor.childSpec(
                "cache", List.copyOf(children), Flags.restForOne().named("cache"));
    }

    static void put(String key, long value) {
        TableCache.<String, Long>named(TERMS).put(key, value, Sizes.TIME_TO_LIVE);
        GenServer.cast(UNDO, new Stack.Push<>(key));
    }

    static Optional<Long> get(String key) {
        return TableCache.<String, Long>named(TERMS).get(key);
    }

    /** Takes back what was put last, by whomever. */
    static void undo() {
        GenServer.call(UNDO, Stack.Pop<String>::new).ifPresent(TableCache.<String, Long>named(TERMS)::remove);
    }

    /** What is in it now; nothing while it does not run. Asks nobody. */
    static Optional<TableView> view(Node node) {
        TableCache<String, Long> terms = TableCache.named(node, TERMS);
        try {
            List<Map.Entry<String, Long>> some = terms.some(TableView.SHOWN);
            int size = terms.size();
            Reads reads = terms.reads();
            return Optional.of(new TableView(
                    TERMS,
                    "Ets, protected set",
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
