package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.CacheBenchmark;
import otp.termscache.akka.SharedTable;
import otp.termscache.akka.TableCache;
import otp.termscache.akka.TableCache.Command;

/** A Caffeine cache that an actor owns: read where the reader is, written by asking the actor. Callers are virtual threads. */
public class CacheAccess extends CacheBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ActorSystem<Void> system = Settings.DEFAULT.start();
    private final ActorRef<Command<Integer, Integer>> cache = system.systemActorOf(
            TableCache.create(Duration.ofSeconds(5), Ticker.systemTicker()), "cache", Props.empty());

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private SharedTable<Integer, Integer> table;

    @Override
    protected void open() {
        table = TableCache.table(cache, TIMEOUT, system.scheduler())
                .toCompletableFuture()
                .join();
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected int get(Integer key) {
        return table.get(key).orElseThrow();
    }

    @Override
    protected void put(Integer key, Integer value) {
        TableCache.put(cache, key, value, Duration.ofHours(1), TIMEOUT, system.scheduler())
                .toCompletableFuture()
                .join();
    }
}
