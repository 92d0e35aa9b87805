package otp.comparison.speed.map;

import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.speed.FetchBenchmark;

/** {@code computeIfAbsent}: those who wait wait for the lock that the first one has. */
public class CacheFetch extends FetchBenchmark {
    private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected int fetch(Integer key) {
        return map.computeIfAbsent(key, _ -> load());
    }
}
