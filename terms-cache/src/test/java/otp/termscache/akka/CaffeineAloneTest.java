package otp.termscache.akka;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How far one comes without any actor. */
class CaffeineAloneTest {
    private final AtomicLong now = new AtomicLong();
    private final Cache<String, Integer> cache = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(1))
            .maximumSize(1_000)
            .ticker(now::get)
            .build();

    @Test
    void caffeineAloneLetsAnEntryExpire() {
        cache.put("key", 1);
        assertThat(cache.getIfPresent("key")).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(cache.getIfPresent("key")).isNull();
    }

    @Test
    void caffeineCountsWhatIsOverUntilItsUpkeep() {
        cache.put("key", 1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(cache.estimatedSize()).isOne();
        cache.cleanUp();
        assertThat(cache.estimatedSize()).isZero();
    }

    @Test
    void caffeineAloneLoadsOnceForManyWhoAsk() throws Exception {
        var runs = new AtomicInteger();
        var allAsk = new CountDownLatch(20);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(callers.submit(() -> {
                    allAsk.countDown();
                    return cache.get("key", _ -> {
                        await(allAsk);
                        return runs.incrementAndGet();
                    });
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
