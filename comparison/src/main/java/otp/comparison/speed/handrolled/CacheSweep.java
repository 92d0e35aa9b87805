package otp.comparison.speed.handrolled;

import java.time.Duration;
import otp.comparison.speed.CacheSweepProgram;
import otp.comparison.speed.CacheSweepProgram.Swept;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.termscache.handrolled.ExpiringCache;
import otp.termscache.handrolled.TableCache;

/** A program: the sweep of a table, or of a process that keeps a map. */
public final class CacheSweep {
    /** So that a sweep falls due when a test's time passes, and never else. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Integer NOBODY = -1;

    private CacheSweep() {}

    /**
     * Prints the figures.
     *
     * @param arguments {@code table} or {@code process}
     */
    public static void main(String[] arguments) {
        CacheSweepProgram.run(arguments[0].equals("table") ? Table::new : OneProcess::new);
    }

    /** Time stands still, unless it is moved. */
    private abstract static class OnANode implements Swept {
        private final ManualClock clock = new ManualClock();
        final Node node = Node.start(clock);

        /** The sweep is in the owner's mailbox when time has passed, before what is asked next. */
        @Override
        public void sweep(Duration passes) {
            clock.advance(passes);
            awaitOwner();
        }

        abstract void awaitOwner();

        @Override
        public void close() {
            node.close();
        }
    }

    private static final class Table extends OnANode {
        private final TableCache<Integer, Integer> cache = TableCache.named(node, "cache");

        Table() {
            Supervised.start(node, TableCache.childSpec("cache", INTERVAL));
        }

        @Override
        public void put(Integer key, Integer value, Duration ttl) {
            cache.put(key, value, ttl);
        }

        @Override
        void awaitOwner() {
            cache.remove(NOBODY);
        }

        @Override
        public long size() {
            return cache.size();
        }
    }

    private static final class OneProcess extends OnANode {
        private final ServerRef<ExpiringCache.Message<Integer, Integer>> cache = GenServer.start(
                        node, new ExpiringCache<Integer, Integer>(INTERVAL), Options.NONE)
                .get();

        @Override
        public void put(Integer key, Integer value, Duration ttl) {
            ExpiringCache.put(cache, key, value, ttl);
        }

        @Override
        void awaitOwner() {
            ExpiringCache.size(cache);
        }

        @Override
        public long size() {
            return ExpiringCache.size(cache);
        }
    }
}
