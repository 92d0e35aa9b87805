package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.ets.Ets;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.introspection.Sys;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.TableCacheContract;
import otp.testkit.log.LogCapture;

class TableCacheTest extends TableCacheContract<TableCache<Object, Object>> {
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
    protected TableCache<Object, Object> start(Duration interval) {
        return start("terms", interval);
    }

    private TableCache<Object, Object> start(String name, Duration interval) {
        top.start(TableCache.childSpec(name, interval));
        return TableCache.named(node, name);
    }

    private <M> ServerRef<M> ref(String name) {
        return ServerRef.named(node, new ServerName.Local(name));
    }

    @Override
    protected void put(TableCache<Object, Object> cache, Object key, Object value, Duration ttl) {
        cache.put(key, value, ttl);
    }

    @Override
    protected Optional<Object> get(TableCache<Object, Object> cache, Object key) {
        return cache.get(key);
    }

    @Override
    protected void remove(TableCache<Object, Object> cache, Object key) {
        cache.remove(key);
    }

    @Override
    protected long size(TableCache<Object, Object> cache) {
        return cache.size();
    }

    @Override
    protected Reads reads(TableCache<Object, Object> cache) {
        return cache.reads();
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> some(TableCache<Object, Object> cache, int limit) {
        return cache.some(limit);
    }

    @Override
    protected void pass(Duration time) throws Exception {
        clock.advance(time);
        node.awaitRest(Duration.ofSeconds(10));
    }

    @Override
    protected void stop(TableCache<Object, Object> cache) {
        top.stop(cache.toString());
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        if (failure instanceof CacheGoneException) {
            assertThat(failure)
                    .hasMessage(
                            "expected a running cache, got: terms, which does not run. Start it, and do not outlive it");
        } else {
            Failures.assertNoProc(failure);
        }
    }

    @Override
    protected void crash(TableCache<Object, Object> cache) throws Exception {
        kill(cache.toString());
        node.awaitRest(Duration.ofSeconds(10));
    }

    private void kill(String name) {
        node.exit(node.whereis(name).orElseThrow(), ExitReason.KILL);
    }

    // E6
    @Test
    @Tag("E12")
    void whileTheOwnerIsDownItsTableIsReadAndTimeGoesOnForIt() throws Exception {
        TableCache<Object, Object> cache = start();
        cache.put("short", 1, SECOND);
        cache.put("long", 2, MINUTE);
        Pid owner = node.whereis("terms").orElseThrow();
        Sys.suspend(ref("terms_sup")); // so that it does not restart anybody
        kill("terms");
        pass(SECOND);
        assertThat(Processes.isAlive(owner)).isFalse();
        assertThat(cache.get("long")).contains(2);
        assertThat(cache.get("short")).isEmpty();
        assertThatThrownBy(() -> cache.put("key", 3)).satisfies(Failures::assertNoProc);
    }

    @Test
    @Tag("E5")
    void aCrashOfTheKeeperLosesAllAndTheCacheBeginsAnew() throws Exception {
        TableCache<Object, Object> cache = start();
        cache.put("key", 1);
        cache.get("key");
        kill("terms_keeper");
        node.awaitRest(Duration.ofSeconds(10));
        assertThat(cache.get("key")).isEmpty();
        cache.put("key", 2);
        assertThat(cache.get("key")).contains(2);
        assertThat(cache.reads()).isEqualTo(new Reads(1, 1));
    }

    @Test
    @Tag("S9")
    void afterACrashTooManyAllIsLostAndTheCacheBeginsAnew() throws Exception {
        TableCache<Object, Object> cache = start();
        cache.put("key", 1);
        for (int i = 0; i < 3; i++) {
            crash(cache);
            assertThat(cache.get("key")).contains(1);
        }
        crash(cache);
        assertThat(cache.get("key")).isEmpty();
        cache.put("key", 2);
        assertThat(cache.get("key")).contains(2);
    }

    @Test
    @Tag("E7")
    void aClaimOfOneWhoHasDiedLeavesTheTableWithItsKeeper() throws Exception {
        ServerRef<TableKeeper.Message> keeper = GenServer.start(
                        node, new TableKeeper<>("alone"), Options.named(TableKeeper.name("alone")))
                .get();
        Sys.suspend(keeper);
        Pid dead = node.spawn(() -> TableKeeper.claim("alone"));
        pass(Duration.ZERO);
        node.exit(dead, ExitReason.KILL);
        pass(Duration.ZERO);
        Sys.resume(keeper);
        assertThat(node.<Boolean>run(() -> TableKeeper.claim("alone"))).isTrue();
    }

    @Test
    void hitsAndMissesOutliveTheOwner() throws Exception {
        TableCache<Object, Object> cache = start();
        cache.get("key");
        crash(cache);
        assertThat(cache.reads()).isEqualTo(new Reads(0, 1));
    }

    @Test
    void aKeyWhoseHashCodeThrowsCrashesTheOwnerAndNothingIsLost() throws Exception {
        TableCache<Object, Object> cache = start();
        cache.put("key", 1);
        assertThatThrownBy(() -> cache.put(new Broken(), 1)).isInstanceOf(ProcessExit.class);
        node.awaitRest(Duration.ofSeconds(10));
        assertThat(cache.get("key")).contains(1);
    }

    @Test
    @Tag("E16")
    void aValueThatCanChangeIsRefusedAndTheOneBeforeStays() {
        TableCache<Object, Object> cache = start();
        cache.put("key", 1);
        assertThatThrownBy(() -> cache.put("key", new ArrayList<>()))
                .isInstanceOf(BadArgException.class)
                .hasMessageStartingWith("expected an object that cannot change");
        assertThat(cache.get("key")).contains(1);
    }

    @Test
    @Tag("E16")
    void aKeyThatCanChangeIsRefused() {
        TableCache<Object, Object> cache = start();
        assertThatThrownBy(() -> cache.put(new ArrayList<>(), 1)).isInstanceOf(BadArgException.class);
        assertThat(cache.size()).isZero();
    }

    @Test
    @Tag("E4")
    void nobodyButTheOwnerWrites() {
        start();
        Ets<Object, Entry<Object, Object>> table =
                Ets.<Object, Entry<Object, Object>>whereis(node, "terms").orElseThrow();
        assertThatThrownBy(() -> node.run(() -> table.insert(new Entry<>("key", 1, 0))))
                .isInstanceOf(BadArgException.class);
    }

    @Test
    void twoCachesDoNotMeet() {
        TableCache<Object, Object> one = start("one", MINUTE);
        TableCache<Object, Object> two = start("two", MINUTE);
        one.put("key", 1);
        assertThat(two.get("key")).isEmpty();
        assertThat(one.get("key")).contains(1);
        assertThat(two.reads()).isEqualTo(new Reads(0, 1));
    }

    @Test
    void aCacheThatNeverRanSaysSo() {
        TableCache<Object, Object> cache = TableCache.named(node, "terms");
        assertThatThrownBy(() -> cache.get("key")).satisfies(this::assertSaysThatTheCacheIsGone);
        assertThatThrownBy(cache::size).satisfies(this::assertSaysThatTheCacheIsGone);
    }

    // B25
    @Test
    void nothingIsLeftOfACacheThatWasStopped() throws Exception {
        TableCache<Object, Object> cache = start();
        stop(cache);
        assertThat(Ets.all(node)).isEmpty();
        assertThat(node.<Integer>run(() -> PersistentTerm.count())).isZero();
    }

    // B11
    @Test
    void aStrayMessageIsLoggedAndTheCacheLivesOn() throws Exception {
        TableCache<Object, Object> cache = start();
        Pid owner = Objects.requireNonNull(ref("terms").whereis());
        node.send(owner, "stray");
        cache.put("key", 1);
        assertThat(node.whereis("terms")).contains(owner);
        assertThat(log.lines()).singleElement().asString().contains("stray");
    }
}
