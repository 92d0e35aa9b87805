package otp.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Node;
import otp.handrolled.process.Processes;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.observer.tree.Footprint;
import otp.termscache.handrolled.TableCache;

/** The estimate beside what the heap says. */
class FootprintTest {
    private static final int ENTRIES = 100_000;
    private static final int BYTES_EACH = 140;

    @Test
    void theEstimateOfATableIsHalfToTwiceWhatItTakes() throws Exception {
        try (var node = Node.start()) {
            var started = new CompletableFuture<Void>();
            node.spawn(() -> {
                Supervisor.startLink(List.of(TableCache.childSpec("terms", Duration.ofHours(1))), Flags.oneForOne())
                        .get();
                started.complete(null);
                Processes.receive(_ -> null);
            });
            started.join();
            TableCache<String, Long> terms = TableCache.named(node, "terms");
            long before = used();
            node.run(() -> {
                for (int i = 0; i < ENTRIES; i++) {
                    terms.put("session_" + i, 1_000L + i, Duration.ofHours(1));
                }
            });
            long took = used() - before;
            assertThat((double) Footprint.of(terms.size(), BYTES_EACH, terms.some(10)) / took)
                    .isBetween(0.5, 2.0);
            Reference.reachabilityFence(terms);
        }
    }

    private static long used() {
        Runtime jvm = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, jvm.totalMemory() - jvm.freeMemory());
        }
        return least;
    }
}
