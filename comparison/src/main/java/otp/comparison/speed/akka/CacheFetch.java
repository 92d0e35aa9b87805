package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import otp.comparison.speed.FetchBenchmark;
import otp.termscache.akka.TermsCache;
import otp.termscache.akka.TermsCache.Command;
import otp.termscache.akka.TermsClient;

/** Callers are virtual threads; the loader gives its value at once. */
public class CacheFetch extends FetchBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ActorSystem<Void> system = Settings.DEFAULT.start();
    private final ActorRef<Command<Integer, Integer>> cache = system.systemActorOf(
            TermsCache.create(otp.termscache.Settings.DEFAULT, Ticker.systemTicker()), "cache", Props.empty());

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private TermsClient<Integer, Integer> client;

    @Override
    public void open() {
        client = TermsCache.client(cache, TIMEOUT, system.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected int fetch(Integer key) {
        return client.fetch(key, Duration.ofHours(1), () -> CompletableFuture.completedStage(load()))
                .toCompletableFuture()
                .join();
    }
}
