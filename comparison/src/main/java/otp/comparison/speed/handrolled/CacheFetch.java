package otp.comparison.speed.handrolled;

import java.time.Duration;
import otp.comparison.speed.FetchBenchmark;
import otp.handrolled.process.Node;
import otp.termscache.Settings;
import otp.termscache.handrolled.TermsCache;

/** Callers are processes, and so is the loader. */
public class CacheFetch extends FetchBenchmark {
    private final Node node = Node.start();
    private final TermsCache<Integer, Integer> cache = TermsCache.named(node, "cache");

    @Override
    public void open() {
        Supervised.start(node, TermsCache.childSpec("cache", Settings.DEFAULT));
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    protected void start(Runnable work) {
        node.spawn(work::run);
    }

    @Override
    protected int fetch(Integer key) {
        return cache.fetch(key, Duration.ofHours(1), this::load);
    }
}
