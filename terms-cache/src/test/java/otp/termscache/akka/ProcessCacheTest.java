package otp.termscache.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import otp.termscache.ProcessCacheContract;
import otp.termscache.akka.ProcessCache.Command;

class ProcessCacheTest extends ProcessCacheContract<ActorRef<Command<Object, Object>>> {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    @Override
    protected ActorRef<Command<Object, Object>> start() {
        return KIT.spawn(ProcessCache.create());
    }

    @Override
    protected void put(ActorRef<Command<Object, Object>> cache, Object key, Object value) throws Exception {
        Outcome.of(ProcessCache.put(cache, key, value, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected Optional<Object> get(ActorRef<Command<Object, Object>> cache, Object key) throws Exception {
        return Outcome.of(ProcessCache.get(cache, key, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected void stop(ActorRef<Command<Object, Object>> cache) {
        KIT.stop(cache);
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        Outcome.assertTerminated(failure);
    }

    @Test
    void aKeyWhoseHashCodeThrowsHarmsNobodyElse() throws Exception {
        ActorRef<Command<Object, Object>> cache = start();
        put(cache, "key", 1);
        assertThatThrownBy(() -> put(cache, new Broken(), 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> get(cache, new Broken())).isInstanceOf(IllegalStateException.class);
        assertThat(get(cache, "key")).contains(1);
    }
}
