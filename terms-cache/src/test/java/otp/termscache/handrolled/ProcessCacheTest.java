package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Node;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.termscache.ProcessCacheContract;
import otp.termscache.handrolled.ProcessCache.Message;
import otp.testkit.log.LogCapture;

class ProcessCacheTest extends ProcessCacheContract<ServerRef<Message<Object, Object>>> {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected ServerRef<Message<Object, Object>> start() {
        return GenServer.start(node, new ProcessCache<Object, Object>(), Options.NONE)
                .get();
    }

    @Override
    protected void put(ServerRef<Message<Object, Object>> cache, Object key, Object value) {
        ProcessCache.put(cache, key, value);
    }

    @Override
    protected Optional<Object> get(ServerRef<Message<Object, Object>> cache, Object key) {
        return ProcessCache.get(cache, key);
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
    void aKeyWhoseHashCodeThrowsCrashesTheCacheAndAllIsLost() {
        ServerRef<Message<Object, Object>> cache = start();
        ProcessCache.put(cache, "key", 1);
        assertThatThrownBy(() -> ProcessCache.put(cache, new Broken(), 1)).isInstanceOf(ProcessExit.class);
        assertThatThrownBy(() -> ProcessCache.get(cache, "key")).satisfies(this::assertSaysThatTheCacheIsGone);
    }
}
