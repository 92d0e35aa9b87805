package otp.comparison.speed.map;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.speed.Item;
import otp.comparison.speed.TableBenchmark;

/** The bare map. */
public class TableAccess extends TableBenchmark {
    private final ConcurrentHashMap<Integer, Item> map = new ConcurrentHashMap<>();

    @Override
    protected void open() {}

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected Item get(Integer key) {
        return Objects.requireNonNull(map.get(key));
    }

    @Override
    protected void insert(Item item) {
        map.put(item.key(), item);
    }

    @Override
    protected long increment(Integer key) {
        return Objects.requireNonNull(map.computeIfPresent(key, (_, item) -> new Item(item.key(), item.value() + 1)))
                .value();
    }
}
