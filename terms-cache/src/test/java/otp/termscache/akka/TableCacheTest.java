package otp.termscache.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.TableCacheContract;
import otp.termscache.akka.TableCache.Command;
import otp.testkit.log.LogCapture;

class TableCacheTest extends TableCacheContract<TableCacheTest.Both> {
    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
    private static final ManualTime TIME = ManualTime.get(KIT.system());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The actor to write, and the table to read. */
    record Both(ActorRef<Command<Object, Object>> actor, SharedTable<Object, Object> table) {}

    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    private final AtomicLong now = new AtomicLong();
    private final List<Both> started = new ArrayList<>();

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    @Override
    protected Both start(Duration interval) {
        ActorRef<Command<Object, Object>> actor = KIT.spawn(TableCache.create(interval, now::get));
        var both = new Both(actor, table(actor));
        started.add(both);
        return both;
    }

    private static SharedTable<Object, Object> table(ActorRef<Command<Object, Object>> actor) {
        return TableCache.table(actor, TIMEOUT, KIT.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Override
    protected void put(Both cache, Object key, Object value, Duration ttl) throws Exception {
        Outcome.of(TableCache.put(cache.actor, key, value, ttl, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected Optional<Object> get(Both cache, Object key) {
        return cache.table.get(key);
    }

    @Override
    protected void remove(Both cache, Object key) throws Exception {
        Outcome.of(TableCache.remove(cache.actor, key, TIMEOUT, KIT.scheduler()));
    }

    @Override
    protected long size(Both cache) {
        return cache.table.size();
    }

    @Override
    protected Reads reads(Both cache) {
        return cache.table.reads();
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> some(Both cache, int limit) {
        return cache.table.some(limit);
    }

    /** What falls due is in the mailboxes when the time has passed; and it is done when what is asked after it is answered. */
    @Override
    protected void pass(Duration time) {
        now.addAndGet(time.toNanos());
        TIME.timePasses(time);
        started.forEach(cache -> table(cache.actor));
    }

    @Override
    protected void stop(Both cache) {
        KIT.stop(cache.actor);
    }

    @Override
    protected void assertSaysThatTheCacheIsGone(Throwable failure) {
        if (!(failure instanceof CacheGoneException)) {
            Outcome.assertTerminated(failure);
        }
    }

    /** Nobody to answer to: no message that it is made for. */
    @Override
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    protected void crash(Both cache) {
        cache.actor.tell(new TableCache.GetTable<>(null));
        table(cache.actor);
        log.await(line -> line.message().contains("RestartSupervisor saw failure"));
    }

    @Test
    void afterACrashTheTableIsTheSameAndSoIsTheActor() {
        Both cache = start();
        crash(cache);
        assertThat(table(cache.actor)).isSameAs(cache.table);
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void afterACrashTooManyItStopsAndReadersAreTold() {
        Both cache = start();
        var probe = KIT.createTestProbe();
        for (int i = 0; i < 3; i++) {
            crash(cache);
        }
        cache.actor.tell(new TableCache.GetTable<>(null));
        probe.expectTerminated(cache.actor, TIMEOUT);
        assertThatThrownBy(() -> cache.table.get("key")).isInstanceOf(CacheGoneException.class);
    }

    /** What happens if one makes the table where the restart begins. */
    @Test
    void aTableThatIsMadeInsideOfWhatIsRestartedIsLostAndReadersKeepTheOldOne() {
        Behavior<Command<Object, Object>> inside = Behaviors.setup(_ -> {
            var table = SharedTable.<Object, Object>create("inside", now::get);
            return Behaviors.receiveMessage(command -> {
                switch (command) {
                    case TableCache.Put<Object, Object> put -> table.put(put.key(), put.value(), put.ttl());
                    case TableCache.GetTable<Object, Object> get ->
                        get.replyTo().tell(table);
                    default -> throw new IllegalStateException("crash");
                }
                return Behaviors.same();
            });
        });
        ActorRef<Command<Object, Object>> actor =
                KIT.spawn(Behaviors.supervise(inside).onFailure(SupervisorStrategy.restart()));
        var nobody = KIT.system().<StatusReply<Done>>ignoreRef();
        SharedTable<Object, Object> before = table(actor);
        actor.tell(new TableCache.Put<>("key", 1, SECOND, nobody));
        actor.tell(new TableCache.Remove<>("crash", nobody));
        SharedTable<Object, Object> after = table(actor);
        assertThat(after.get("key")).isEmpty();
        assertThat(before.get("key")).contains(1);
        assertThat(after).isNotSameAs(before);
    }

    @Test
    void aKeyWhoseHashCodeThrowsHarmsNobodyElse() throws Exception {
        Both cache = start();
        put(cache, "key", 1);
        assertThatThrownBy(() -> put(cache, new Broken(), 1)).isInstanceOf(IllegalStateException.class);
        assertThat(get(cache, "key")).contains(1);
    }

    /** What is in the cache is shared: in the from-scratch lane it is refused. */
    @Test
    void aValueThatIsChangedAfterThePutIsChangedForAllReaders() throws Exception {
        Both cache = start();
        var value = new ArrayList<Object>();
        put(cache, "key", value);
        value.add(1);
        assertThat(get(cache, "key")).contains(List.of(1));
    }

    @Test
    void aKeyThatIsChangedAfterThePutIsNotFound() throws Exception {
        Both cache = start();
        var key = new ArrayList<Object>();
        put(cache, key, 1);
        key.add(1);
        assertThat(get(cache, key)).isEmpty();
        assertThat(get(cache, List.of())).isEmpty();
        key.clear(); // Caffeine would complain when it meets it
    }
}
