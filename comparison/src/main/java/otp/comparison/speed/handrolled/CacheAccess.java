package otp.comparison.speed.handrolled;

import java.time.Duration;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.CacheBenchmark;
import otp.handrolled.process.Node;
import otp.termscache.handrolled.TableCache;

/** A table; callers are processes. */
public class CacheAccess extends CacheBenchmark {
    private final Node node = Node.start();
    private final TableCache<Integer, Integer> cache = TableCache.named(node, "cache");

    @Override
    protected void open() {
        Supervised.start(node, TableCache.childSpec("cache", Duration.ofSeconds(5)));
    }

    @TearDown
    public void stop() {
        node.close();
    }

    @Override
    protected void start(Runnable work) {
        node.spawn(work::run);
    }

    @Override
    protected int get(Integer key) {
        return cache.get(key).orElseThrow();
    }

    @Override
    protected void put(Integer key, Integer value) {
        cache.put(key, value, Duration.ofHours(1));
    }
}
