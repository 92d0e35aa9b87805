package otp.termscache.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.DeadLetter;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.termscache.CacheGoneException;
import otp.termscache.Change;
import otp.termscache.Change.Stored;
import otp.termscache.LoadFailedException;
import otp.termscache.Reads;
import otp.termscache.Settings;
import otp.termscache.Stats;
import otp.termscache.TermsCacheContract;
import otp.termscache.akka.TermsCache.Command;
import otp.testkit.log.LogCapture;

class TermsCacheTest extends TermsCacheContract<TermsCacheTest.Both> {
    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
    private static final ManualTime TIME = ManualTime.get(KIT.system());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    record Both(ActorRef<Command<Object, Object>> actor, TermsClient<Object, Object> client) {}

    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    private final AtomicLong now = new AtomicLong();
    private final List<Both> started = new ArrayList<>();

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    @Override
    protected Both start(Settings settings) {
        ActorRef<Command<Object, Object>> actor = KIT.spawn(TermsCache.create(settings, now::get));
        var both = new Both(actor, client(actor));
        started.add(both);
        return both;
    }

    /** Also: all that was sent to the actor before has been handled. */
    private static TermsClient<Object, Object> client(ActorRef<Command<Object, Object>> actor) {
        return TermsCache.client(actor, TIMEOUT, KIT.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Override
    protected void put(Both cache, Object key, Object value, Duration ttl) throws Exception {
        Outcome.of(cache.client.put(key, value, ttl));
    }

    @Override
    protected Optional<Object> get(Both cache, Object key) {
        return cache.client.get(key);
    }

    @Override
    protected void remove(Both cache, Object key) throws Exception {
        Outcome.of(cache.client.remove(key));
    }

    /** A loader with a thread of its own. */
    private Supplier<CompletionStage<Object>> onItsOwnThread(Callable<Object> loader) {
        return () -> {
            var loaded = new CompletableFuture<Object>();
            callers.submit(() -> {
                try {
                    loaded.complete(loader.call());
                } catch (Throwable thrown) {
                    loaded.completeExceptionally(thrown);
                }
            });
            return loaded;
        };
    }

    @Override
    protected Object fetch(Both cache, Object key, Duration ttl, Callable<Object> loader) throws Exception {
        return Outcome.of(cache.client.fetch(key, ttl, onItsOwnThread(loader)));
    }

    @Override
    protected Object fetch(Both cache, Object key, Duration ttl, Callable<Object> loader, Duration timeout)
            throws Exception {
        return Outcome.of(cache.client.fetch(key, ttl, onItsOwnThread(loader), timeout));
    }

    @Override
    protected Object fetchForEver(Both cache, Object key, CountDownLatch begun) throws Exception {
        return Outcome.of(cache.client.fetch(key, MINUTE, () -> {
            begun.countDown();
            return new CompletableFuture<>();
        }));
    }

    @Override
    protected long size(Both cache) {
        client(cache.actor);
        return cache.client.stats().size();
    }

    @Override
    protected Stats stats(Both cache) {
        return cache.client.stats();
    }

    @Override
    protected Reads reads(Both cache) {
        return new Reads(cache.client.stats().hits(), cache.client.stats().misses());
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> some(Both cache, int limit) {
        return cache.client.some(limit);
    }

    @Override
    protected void move(Duration time) {
        now.addAndGet(time.toNanos());
        TIME.timePasses(time);
    }

    @Override
    protected void pass(Duration time) {
        move(time);
        started.forEach(cache -> client(cache.actor));
    }

    @Override
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    protected void crash(Both cache) {
        cache.actor.tell(new TermsCache.GetTable<>(null));
        client(cache.actor);
        log.await(line -> line.message().contains("RestartSupervisor saw failure"));
    }

    @Override
    protected void stop(Both cache) {
        started.remove(cache);
        KIT.stop(cache.actor);
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        if (!(failure instanceof CacheGoneException)) {
            Outcome.assertTerminated(failure);
        }
    }

    @Override
    protected void assertSaysThatItTookTooLong(Throwable failure) {
        assertThat(failure).isInstanceOf(TimeoutException.class).hasMessageContaining("timed out");
    }

    private record Subscriber(Both cache, TestProbe<Change<Object, Object>> probe) implements Feed {
        @Override
        public Change<Object, Object> next() {
            return probe.receiveMessage(Duration.ofSeconds(20));
        }

        @Override
        public void unsubscribe() {
            cache.actor.tell(new TermsCache.Unsubscribe<>(probe.ref()));
            client(cache.actor);
        }
    }

    @Override
    protected Feed subscribe(Both cache) {
        TestProbe<Change<Object, Object>> probe = KIT.createTestProbe();
        cache.actor.tell(new TermsCache.Subscribe<>(probe.ref()));
        client(cache.actor);
        return new Subscriber(cache, probe);
    }

    @Override
    protected void assertNothingCame(Feed feed) {
        ((Subscriber) feed).probe.expectNoMessage(Duration.ZERO);
    }

    // ---- what only this lane does ----

    @Test
    void whatIsReadOftenStaysWhenManyComeThatAreNeverRead() throws Exception {
        Both cache = start(Settings.DEFAULT.withMaxSize(100));
        for (int i = 0; i < 100; i++) {
            put(cache, i, i);
        }
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 50; i++) {
                get(cache, i);
                size(cache); // so that the actor has seen the read
            }
        }
        for (int i = 100; i < 1_100; i++) {
            put(cache, i, i);
        }
        size(cache);
        long stayed = 0;
        for (int i = 0; i < 50; i++) {
            stayed += get(cache, i).isPresent() ? 1 : 0;
        }
        assertThat(stayed).isGreaterThan(40);
    }

    @Test
    void whoWaitsForALoadIsToldOfTheCrashByTheActorItself() throws Exception {
        Both cache = start();
        var begun = new CountDownLatch(1);
        Future<Object> waiting = callers.submit(() -> fetchForEver(cache, "key", begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        crash(cache);
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(LoadFailedException.class)
                .hasMessageEndingWith("got: a crash of the cache");
    }

    @Test
    void whoWaitsForALoadIsToldWhenTheCacheIsStopped() throws Exception {
        Both cache = start();
        var begun = new CountDownLatch(1);
        Future<Object> waiting = callers.submit(() -> fetchForEver(cache, "key", begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        stop(cache);
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .cause()
                .hasMessageEndingWith("got: the end of the cache");
    }

    @Test
    void whenItStopsCaffeineAsksForNoMoreUpkeep() throws Exception {
        Both cache = start(Settings.DEFAULT.withMaxSize(10));
        for (int i = 0; i < 100; i++) {
            put(cache, i, i);
            get(cache, i);
        }
        size(cache);
        TestProbe<DeadLetter> deadLetters = KIT.createDeadLetterProbe();
        stop(cache);
        cache.actor.tell(new TermsCache.Sweep<>());
        assertThat(deadLetters.receiveMessage().message()).isInstanceOf(TermsCache.Sweep.class);
    }

    @Test
    void aLoaderThatThrowsBeforeItGivesAStageHasFailed() {
        Both cache = start();
        assertThatThrownBy(() -> Outcome.of(cache.client.fetch("key", MINUTE, () -> {
                    throw new IllegalStateException("no database today");
                })))
                .isInstanceOf(LoadFailedException.class)
                .hasRootCauseMessage("no database today");
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void aLoaderThatGivesNoStageHasFailedAndTheNextRuns() throws Exception {
        Both cache = start();
        assertThatThrownBy(() -> Outcome.of(cache.client.fetch("key", MINUTE, () -> null)))
                .isInstanceOf(LoadFailedException.class)
                .hasRootCauseMessage("expected a stage, got null");
        assertThat(fetch(cache, "key", MINUTE, () -> 1)).isEqualTo(1);
    }

    @Test
    void whatALoaderGivesAfterItWasGivenUpIsDropped() throws Exception {
        Both cache = start();
        var late = new CompletableFuture<Object>();
        var begun = new CountDownLatch(1);
        CompletionStage<Object> waiting = cache.client.fetch("key", MINUTE, () -> {
            begun.countDown();
            return late;
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        pass(Duration.ofSeconds(3));
        assertThatThrownBy(() -> Outcome.of(waiting)).isInstanceOf(LoadFailedException.class);
        late.complete("late");
        client(cache.actor);
        assertThat(get(cache, "key")).isEmpty();
        assertThat(stats(cache).loads()).isZero();
    }

    @Test
    void subscriptionsOutliveACrash() throws Exception {
        Both cache = start();
        Feed feed = subscribe(cache);
        crash(cache);
        put(cache, "key", 1);
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
    }

    @Test
    void aSubscriberThatHasEndedIsForgottenAlsoAfterACrash() throws Exception {
        Both cache = start();
        var subscriber = (Subscriber) subscribe(cache);
        crash(cache);
        subscriber.probe.stop();
        var witness = KIT.createTestProbe();
        witness.expectTerminated(subscriber.probe.ref(), TIMEOUT);
        client(cache.actor);
        TestProbe<DeadLetter> deadLetters = KIT.createDeadLetterProbe();
        put(cache, "key", 1);
        subscriber.probe.ref().tell(new Stored<>("marker", 1));
        assertThat(deadLetters.receiveMessage().message()).isEqualTo(new Stored<>("marker", 1));
    }
}
