package otp.comparison.speed.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import otp.comparison.speed.Item;
import otp.comparison.speed.TableBenchmark;

/** A cache whose entries live for an hour: none expires here, but each read looks at the time. */
public class TableAccess extends TableBenchmark {
    private final Cache<Integer, Item> cache =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).build();

    @Override
    protected void open() {}

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected Item get(Integer key) {
        return Objects.requireNonNull(cache.getIfPresent(key));
    }

    @Override
    protected void insert(Item item) {
        cache.put(item.key(), item);
    }

    @Override
    protected long increment(Integer key) {
        return Objects.requireNonNull(cache.asMap()
                        .computeIfPresent(key, (_, item) -> new Item(item.key(), item.value() + 1)))
                .value();
    }
}
