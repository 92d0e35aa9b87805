package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.termscache.ExpiringCacheContract;
import otp.termscache.Ttl;
import otp.termscache.handrolled.ExpiringCache.Message;
import otp.testkit.log.LogCapture;

class ExpiringCacheTest extends ExpiringCacheContract<ServerRef<Message<Object, Object>>> {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final ManualClock clock = new ManualClock();
    private final Node node = Node.start(clock);

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected ServerRef<Message<Object, Object>> start(Duration interval) {
        return GenServer.start(node, new ExpiringCache<Object, Object>(interval), Options.NONE)
                .get();
    }

    @Override
    protected void put(ServerRef<Message<Object, Object>> cache, Object key, Object value, Duration ttl) {
        ExpiringCache.put(cache, key, value, ttl);
    }

    @Override
    protected Optional<Object> get(ServerRef<Message<Object, Object>> cache, Object key) {
        return ExpiringCache.get(cache, key);
    }

    @Override
    protected long size(ServerRef<Message<Object, Object>> cache) {
        return ExpiringCache.size(cache);
    }

    @Override
    protected void pass(Duration time) throws Exception {
        clock.advance(time);
        node.awaitRest(Duration.ofSeconds(10));
    }

    @Override
    protected void stop(ServerRef<Message<Object, Object>> cache) {
        GenServer.stop(cache);
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        Failures.assertNoProc(failure);
    }

    @Test
    void aPutWithoutATimeToLiveStays() throws Exception {
        ServerRef<Message<Object, Object>> cache = start(MINUTE);
        ExpiringCache.put(cache, "key", 1);
        pass(MINUTE);
        assertThat(get(cache, "key")).contains(1);
    }

    // B11: any message but the sweep's kills the original.
    @Test
    void aStrayMessageIsLoggedAndTheCacheLivesOn() throws Exception {
        ServerRef<Message<Object, Object>> cache = start(MINUTE);
        put(cache, "key", 1, Ttl.INFINITY);
        node.run(() -> Processes.send(Objects.requireNonNull(cache.whereis()), "stray"));
        assertThat(get(cache, "key")).contains(1);
        assertThat(log.lines()).singleElement().asString().contains("stray");
    }
}
