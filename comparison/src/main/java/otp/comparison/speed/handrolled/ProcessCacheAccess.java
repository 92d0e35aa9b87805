package otp.comparison.speed.handrolled;

import java.time.Duration;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.CacheBenchmark;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.termscache.handrolled.ExpiringCache;

/** One process that is asked for everything; callers are processes. */
public class ProcessCacheAccess extends CacheBenchmark {
    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private ServerRef<ExpiringCache.Message<Integer, Integer>> cache;

    @Override
    protected void open() {
        cache = GenServer.start(node, new ExpiringCache<Integer, Integer>(Duration.ofSeconds(5)), Options.NONE)
                .get();
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
        return ExpiringCache.get(cache, key).orElseThrow();
    }

    @Override
    protected void put(Integer key, Integer value) {
        ExpiringCache.put(cache, key, value, Duration.ofHours(1));
    }
}
