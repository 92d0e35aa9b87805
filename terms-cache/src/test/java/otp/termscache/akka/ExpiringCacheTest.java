package otp.termscache.akka;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import otp.termscache.ExpiringCacheContract;
import otp.termscache.akka.ExpiringCache.Command;

class ExpiringCacheTest extends ExpiringCacheContract<ActorRef<Command<Object, Object>>> {
    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
    private static final ManualTime TIME = ManualTime.get(KIT.system());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    @Override
    protected ActorRef<Command<Object, Object>> start(Duration interval) {
        return KIT.spawn(ExpiringCache.create(interval, now::get));
    }

    @Override
    protected void put(ActorRef<Command<Object, Object>> cache, Object key, Object value, Duration ttl)
            throws Exception {
        Outcome.of(ExpiringCache.put(cache, key, value, ttl, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected Optional<Object> get(ActorRef<Command<Object, Object>> cache, Object key) throws Exception {
        return Outcome.of(ExpiringCache.get(cache, key, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected long size(ActorRef<Command<Object, Object>> cache) throws Exception {
        return Outcome.of(ExpiringCache.size(cache, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected void stop(ActorRef<Command<Object, Object>> cache) {
        KIT.stop(cache);
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        Outcome.assertTerminated(failure);
    }

    /** Akka's scheduler and the cache's clock are two. What falls due is in the mailbox when this returns, before what is asked next. */
    @Override
    protected void pass(Duration time) {
        now.addAndGet(time.toNanos());
        TIME.timePasses(time);
    }
}
