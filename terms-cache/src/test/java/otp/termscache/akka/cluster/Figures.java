package otp.termscache.akka.cluster;

import akka.cluster.ddata.LWWMap;
import akka.serialization.SerializationExtension;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import otp.termscache.Ttl;

/**
 * The figures of the lesson: three nodes in one JVM, with the settings of {@code cluster.conf}. No test: it takes a minute or two.
 *
 * <pre>{@code
 * ./mvnw -q test-compile exec:exec@cluster-figures -pl terms-cache -am
 * }</pre>
 */
final class Figures {
    private static final int PUTS = 200;
    private static final int ENTRIES = 10_000;

    /** What the tests do faster than one would. */
    private static final String AS_IN_EARNEST = """
            akka.cluster.distributed-data {
              gossip-interval = 1s
              notify-subscribers-interval = 100ms
            }
            """;

    private Figures() {}

    public static void main(String[] none) throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        TestNode a = TestNode.start(now, AS_IN_EARNEST);
        TestNode b = TestNode.start(now, AS_IN_EARNEST);
        TestNode c = TestNode.start(now, AS_IN_EARNEST);
        TestNode.join(a, b, c);
        for (Reach reach : Reach.values()) {
            spread(reach, 20, a, b, c);
            System.out.println(reach + ": " + spread(reach, PUTS, a, b, c));
        }
        bytes(a, b, c);
        reads(a);
        a.die();
        b.die();
        c.die();
    }

    /** From the beginning of a put until it is confirmed, and until the other two have it. */
    private static String spread(Reach reach, int puts, TestNode a, TestNode b, TestNode c) throws Exception {
        long[] confirmed = new long[puts];
        long[] seen = new long[puts];
        for (int i = 0; i < puts; i++) {
            // At any moment of a round.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000_000));
            String key = reach + "-" + i % 50;
            long start = System.nanoTime();
            a.put(key, i, Ttl.INFINITY, reach, Duration.ofSeconds(10));
            confirmed[i] = System.nanoTime() - start;
            while (!b.get(key).equals(Optional.of(i)) || !c.get(key).equals(Optional.of(i))) {
                LockSupport.parkNanos(100_000);
            }
            seen[i] = System.nanoTime() - start;
        }
        return "confirmed after " + milliseconds(confirmed) + ", seen on both other nodes after " + milliseconds(seen);
    }

    private static String milliseconds(long[] nanos) {
        Arrays.sort(nanos);
        return "%.1f ms (median of %d; 99 of 100 within %.1f ms)"
                .formatted(nanos[nanos.length / 2] / 1e6, nanos.length, nanos[nanos.length * 99 / 100] / 1e6);
    }

    /** A key such as user-12345, and a value of 20 letters. */
    private static void bytes(TestNode a, TestNode b, TestNode c) throws Exception {
        long before = heap();
        long start = System.nanoTime();
        for (int i = 0; i < ENTRIES; i++) {
            a.put("user-" + (10_000 + i), letters());
        }
        System.out.printf(
                "%d puts one after the other, LOCAL: %.0f a second%n",
                ENTRIES, ENTRIES / ((System.nanoTime() - start) / 1e9));
        int size = a.table.size();
        while (b.table.size() < size || c.table.size() < size) {
            LockSupport.parkNanos(1_000_000);
        }
        System.out.printf("heap: %d bytes per entry and node%n", (heap() - before) / ENTRIES / 3);
        var serialization = SerializationExtension.get(a.system);
        long sent = 0;
        long unpacked = 0;
        long weighed = 0;
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            LWWMap<String, Entry> map = a.table.map(bucket);
            byte[] bytes = serialization.serialize(map).get();
            sent += bytes.length;
            unpacked += new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes().length;
            weighed += map.getEntries().entrySet().stream()
                    .mapToInt(entry -> entry.getValue().weight(entry.getKey()))
                    .sum();
        }
        System.out.printf(
                "a whole bucket in a message: %d bytes per entry, compressed (%d before that, weighed as %d)%n",
                sent / size, unpacked / size, weighed / size);
    }

    private static String letters() {
        return ThreadLocalRandom.current()
                .ints(20, 'a', 'z' + 1)
                .collect(StringBuilder::new, (text, letter) -> text.append((char) letter), StringBuilder::append)
                .toString();
    }

    /** The least of some moments: what was sent is kept for a while. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            LockSupport.parkNanos(700_000_000);
        }
        return least;
    }

    private static void reads(TestNode a) {
        int found = 0;
        long start = 0;
        int reads = 3_000_000;
        for (int i = -reads; i < reads; i++) {
            if (i == 0) {
                start = System.nanoTime();
            }
            found +=
                    a.get("user-" + (10_000 + Math.floorMod(i * 7919, ENTRIES))).isPresent() ? 1 : 0;
        }
        System.out.printf(
                "get by one reader: %d ns (%d of %d found)%n", (System.nanoTime() - start) / reads, found, 2 * reads);
    }
}
