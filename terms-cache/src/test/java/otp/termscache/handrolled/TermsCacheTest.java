package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.termscache.CacheGoneException;
import otp.termscache.Change;
import otp.termscache.Change.Stored;
import otp.termscache.LoadFailedException;
import otp.termscache.Reads;
import otp.termscache.Settings;
import otp.termscache.Stats;
import otp.termscache.TermsCacheContract;
import otp.testkit.log.LogCapture;

class TermsCacheTest extends TermsCacheContract<TermsCache<Object, Object>> {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final ManualClock clock = new ManualClock();
    private final Node node = Node.start(clock);
    private final Top top = new Top(node);

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected TermsCache<Object, Object> start(Settings settings) {
        top.start(TermsCache.childSpec("terms", settings));
        return TermsCache.named(node, "terms");
    }

    @Override
    protected void put(TermsCache<Object, Object> cache, Object key, Object value, Duration ttl) {
        cache.put(key, value, ttl);
    }

    @Override
    protected Optional<Object> get(TermsCache<Object, Object> cache, Object key) {
        return cache.get(key);
    }

    @Override
    protected void remove(TermsCache<Object, Object> cache, Object key) {
        cache.remove(key);
    }

    @Override
    protected Object fetch(TermsCache<Object, Object> cache, Object key, Duration ttl, Callable<Object> loader) {
        return cache.fetch(key, ttl, loader);
    }

    @Override
    protected Object fetch(
            TermsCache<Object, Object> cache, Object key, Duration ttl, Callable<Object> loader, Duration timeout) {
        return cache.fetch(key, ttl, loader, timeout);
    }

    @Override
    protected Object fetchForEver(TermsCache<Object, Object> cache, Object key, CountDownLatch begun) {
        return cache.fetch(key, MINUTE, () -> {
            begun.countDown();
            return receive(_ -> null);
        });
    }

    @Override
    protected long size(TermsCache<Object, Object> cache) {
        return cache.stats().size();
    }

    @Override
    protected Stats stats(TermsCache<Object, Object> cache) {
        return cache.stats();
    }

    @Override
    protected Reads reads(TermsCache<Object, Object> cache) {
        return new Reads(cache.stats().hits(), cache.stats().misses());
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> some(TermsCache<Object, Object> cache, int limit) {
        return cache.some(limit);
    }

    @Override
    protected void move(Duration time) {
        clock.advance(time);
    }

    @Override
    protected void pass(Duration time) throws Exception {
        move(time);
        node.awaitRest(Duration.ofSeconds(10));
    }

    @Override
    protected void crash(TermsCache<Object, Object> cache) throws Exception {
        node.exit(node.whereis("terms").orElseThrow(), ExitReason.KILL);
        node.awaitRest(Duration.ofSeconds(10));
    }

    @Override
    protected void stop(TermsCache<Object, Object> cache) {
        top.stop("terms");
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        if (!(failure instanceof CacheGoneException)) {
            Failures.assertNoProc(failure);
        }
    }

    @Override
    protected void assertSaysThatItTookTooLong(Throwable failure) {
        assertThat(reasonOf(failure)).isEqualTo(ExitReason.TIMEOUT);
    }

    private static ExitReason reasonOf(Throwable failure) {
        return ((CallFailed) ((ProcessExit) failure).reason()).reason();
    }

    /** A process that has subscribed, and hands on what it hears. */
    private final class Subscriber implements Feed {
        private record Unsubscribe(CountDownLatch done) {}

        private final LinkedBlockingQueue<Change<Object, Object>> heard = new LinkedBlockingQueue<>();
        private final Pid pid;

        Subscriber(TermsCache<Object, Object> cache) throws InterruptedException {
            var subscribed = new CountDownLatch(1);
            pid = node.spawn(() -> {
                cache.subscribe();
                subscribed.countDown();
                while (true) {
                    handle(receive(message -> () -> message), cache);
                }
            });
            assertThat(subscribed.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @SuppressWarnings("unchecked")
        private void handle(Object message, TermsCache<Object, Object> cache) {
            if (message instanceof Unsubscribe(var done)) {
                cache.unsubscribe();
                done.countDown();
            } else {
                heard.add((Change<Object, Object>) message);
            }
        }

        @Override
        public Change<Object, Object> next() throws InterruptedException {
            return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "expected a change within 20 s");
        }

        @Override
        public void unsubscribe() throws InterruptedException {
            var done = new CountDownLatch(1);
            node.send(pid, new Unsubscribe(done));
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Override
    protected Feed subscribe(TermsCache<Object, Object> cache) throws InterruptedException {
        return new Subscriber(cache);
    }

    @Override
    protected void assertNothingCame(Feed feed) throws Exception {
        node.awaitRest(Duration.ofSeconds(10));
        assertThat(((Subscriber) feed).heard).isEmpty();
    }

    // ---- what only this lane does ----

    @Test
    void whatWasStoredLongestAgoGoesFirstHoweverOftenItIsRead() {
        TermsCache<Object, Object> cache = start(Settings.DEFAULT.withMaxSize(2));
        cache.put("a", 1);
        cache.put("b", 2);
        for (int i = 0; i < 100; i++) {
            cache.get("a");
        }
        cache.put("c", 3);
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.get("b")).contains(2);
    }

    @Test
    void aPutMakesAnEntryTheYoungest() {
        TermsCache<Object, Object> cache = start(Settings.DEFAULT.withMaxSize(2));
        cache.put("a", 1);
        cache.put("b", 2);
        cache.put("a", 3);
        cache.put("c", 4);
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("a")).contains(3);
    }

    @Test
    void afterACrashWhatWasThereIsOlderThanWhatComes() throws Exception {
        TermsCache<Object, Object> cache = start(Settings.DEFAULT.withMaxSize(2));
        cache.put("before", 1);
        crash(cache);
        cache.put("a", 2);
        cache.put("b", 3);
        assertThat(cache.get("before")).isEmpty();
    }

    @Test
    @Tag("G8")
    void whoWaitsForALoadExitsWithTheReasonOfTheOwnersEnd() throws Exception {
        TermsCache<Object, Object> cache = start();
        var begun = new CountDownLatch(1);
        Future<Object> waiting = callers.submit(() -> fetchForEver(cache, "key", begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        crash(cache);
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .cause()
                .satisfies(failure -> assertThat(reasonOf(failure)).isEqualTo(ExitReason.KILLED));
    }

    @Test
    @Tag("L3")
    void loadersEndWithTheOwnerHoweverItEndsAndWhenTheyAreGivenUp() throws Exception {
        TermsCache<Object, Object> cache = start();
        int before = node.processes().size();
        for (String end : List.of("overdue", "crash", "normal")) {
            var begun = new CountDownLatch(1);
            callers.submit(() -> fetchForEver(cache, end, begun));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(node.processes()).hasSize(before + 1);
            switch (end) {
                case "crash" -> crash(cache);
                case "normal" -> {
                    GenServer.stop(ServerRef.named(node, new ServerName.Local("terms")));
                    pass(Duration.ZERO);
                }
                default -> pass(MINUTE);
            }
            assertThat(node.processes()).as(end).hasSize(before);
        }
    }

    @Test
    void aLoaderThatIsKilledHasFailed() throws Exception {
        TermsCache<Object, Object> cache = start();
        assertThatThrownBy(() -> cache.fetch("key", MINUTE, () -> {
                    Processes.exit(Processes.self(), ExitReason.KILL);
                    return receive(_ -> null);
                }))
                .isInstanceOf(LoadFailedException.class)
                .hasMessageEndingWith("got: its end: killed");
    }

    @Test
    @Tag("E16")
    void aLoaderThatGivesWhatCanChangeHasFailed() {
        TermsCache<Object, Object> cache = start();
        assertThatThrownBy(() -> cache.fetch("key", MINUTE, ArrayList::new))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(BadArgException.class);
    }

    @Test
    @Tag("M1")
    void aSubscriberThatIsDeadIsForgotten() throws Exception {
        TermsCache<Object, Object> cache = start();
        Pid subscriber = ((Subscriber) subscribe(cache)).pid;
        Pid owner = node.whereis("terms").orElseThrow();
        assertThat(Processes.info(owner).orElseThrow().monitors()).contains(subscriber);
        node.exit(subscriber, ExitReason.KILL);
        pass(Duration.ZERO);
        assertThat(Processes.info(owner).orElseThrow().monitors()).isEmpty();
        cache.put("key", 1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aCrashOfTheOwnerEndsTheSubscriptions() throws Exception {
        TermsCache<Object, Object> cache = start();
        Feed before = subscribe(cache);
        crash(cache);
        Feed after = subscribe(cache);
        cache.put("key", 1);
        assertThat(after.next()).isEqualTo(new Stored<>("key", 1));
        assertNothingCame(before);
    }

    @Test
    void countsOutliveTheOwner() throws Exception {
        TermsCache<Object, Object> cache = start();
        cache.fetch("key", MINUTE, () -> 1);
        crash(cache);
        assertThat(cache.stats()).isEqualTo(new Stats(1, 0, 1, 0, 0, 1, 0));
    }
}
