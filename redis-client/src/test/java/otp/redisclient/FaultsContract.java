package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/**
 * Fifty callers of one client, while the server is killed and comes back, and the network does what it can. Each caller asks for what
 * nobody else asks for, and must get just that, or an error with a name, in time; afterwards all is well and nothing is left.
 *
 * <p>A short run in every build. A million commands, or one run again:
 *
 * <pre>{@code
 * ./mvnw test -pl redis-client -am -Dtest='*FaultsTest' -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfaults.commands=1000000 -Dfaults.seed=42
 * }</pre>
 *
 * @param <C> how the lane refers to a client
 */
public abstract class FaultsContract<C> {
    private static final int CALLERS = 50;
    private static final long COMMANDS = Long.getLong("faults.commands", 30_000);
    private static final Duration SLOW_MACHINE = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1 << 20;

    static LongStream seeds() {
        return LongStream.of(Long.getLong("faults.seed", new Random().nextLong()));
    }

    /** A new client, on real time. */
    protected abstract C start(ConnectionOptions options) throws Exception;

    /** Asks and waits. */
    protected abstract List<RedisValue> pipeline(C client, List<Command> commands, Duration timeout) throws Exception;

    /** Stops a client and waits until it is gone. */
    protected abstract void stop(C client) throws Exception;

    /** Fails if anything is left that has served the client: processes, actors. */
    protected abstract void assertNothingIsLeft() throws Exception;

    private final AtomicLong answered = new AtomicLong();
    private final Map<Reason, AtomicLong> failed = new EnumMap<>(Reason.class);
    private volatile boolean calm;

    @ParameterizedTest(name = "-Dfaults.seed={0}")
    @MethodSource("seeds")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyCallerGetsItsOwnReplyOrANamedErrorInTime(long seed, TestReporter reporter) throws Exception {
        for (Reason reason : Reason.values()) {
            failed.put(reason, new AtomicLong());
        }
        try (var redis = LocalRedis.own();
                var proxy = new FaultyProxy(redis.uri());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            C client = start(new ConnectionOptions(
                    new RedisUri("127.0.0.1", proxy.port(), null, null, 1),
                    Duration.ofMillis(500),
                    new Backoff(Duration.ofMillis(2), Duration.ofMillis(50)),
                    Duration.ofMillis(100),
                    false));
            long before = memory();
            var random = new Random(seed);
            var callers = new ArrayList<Future<?>>();
            for (int i = 0; i < CALLERS; i++) {
                var caller = new Caller(client, i, new Random(random.nextLong()));
                callers.add(threads.submit(caller::run));
            }
            new Mischief(redis, proxy, random).run(callers);
            for (Future<?> caller : callers) {
                caller.get(1, TimeUnit.MINUTES);
            }
            reporter.publishEntry("faults", summary());
            assertThat(memory() - before)
                    .as("megabytes more in use than before, " + summary())
                    .isLessThan(100);
            stop(client);
            awaitNone(proxy);
            assertNothingIsLeft();
            assertThat(failed.get(Reason.DISCONNECTED).get())
                    .as("there were faults, " + summary())
                    .isPositive();
        }
    }

    private String summary() {
        return answered + " commands answered, failed: " + failed;
    }

    private static long memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    private static void awaitNone(FaultyProxy proxy) {
        long giveUp = System.nanoTime() + SLOW_MACHINE.toNanos();
        while (proxy.open() > 0 && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(proxy.open()).as("sockets that are open").isZero();
    }

    /** Asks again and again until there were enough commands, and then until it is answered once more in the calm. */
    private final class Caller {
        private final C client;
        private final int number;
        private final Random random;
        private long asked;

        Caller(C client, int number, Random random) {
            this.client = client;
            this.number = number;
            this.random = random;
        }

        private Void run() throws Exception {
            while (answered.get() < COMMANDS) {
                ask();
            }
            long giveUp = System.nanoTime() + SLOW_MACHINE.multipliedBy(4).toNanos();
            while (!calm || !ask()) {
                assertThat(System.nanoTime())
                        .as("a healed client answers, " + summary())
                        .isLessThan(giveUp);
                LockSupport.parkNanos(1_000_000);
            }
            return null;
        }

        /** Returns whether there was an answer. Throws if it was another's, or came too late. */
        private boolean ask() throws Exception {
            var commands = new ArrayList<Command>();
            var expected = new ArrayList<String>();
            for (int i = random.nextInt(8) == 0 ? random.nextInt(20) : 0; i >= 0; i--) {
                String padding = "x".repeat(random.nextInt(50) == 0 ? random.nextInt(10_000) : 0);
                String own = number + "/" + ++asked + padding;
                expected.add(own);
                commands.add(Command.of("ECHO", own));
            }
            Duration timeout = Duration.ofMillis(1 + random.nextInt(400));
            long begin = System.nanoTime();
            try {
                List<RedisValue> replies = pipeline(client, commands, timeout);
                assertThat(replies.stream().map(RedisValue::asText)).isEqualTo(expected);
                answered.addAndGet(commands.size());
                return true;
            } catch (ConnectionException named) {
                failed.get(named.reason()).incrementAndGet();
                if (named.reason() == Reason.CLOSED) {
                    LockSupport.parkNanos(random.nextInt(2_000_000)); // or it would be asked a million times in vain
                }
                return false;
            } finally {
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as("how long a caller with a timeout of " + timeout + " has waited")
                        .isLessThan(timeout.plus(SLOW_MACHINE));
            }
        }
    }

    /** Thinks of the next fault when some commands have been answered, or none has for a while. */
    private final class Mischief {
        private final LocalRedis redis;
        private final FaultyProxy proxy;
        private final Random random;

        Mischief(LocalRedis redis, FaultyProxy proxy, Random random) {
            this.redis = redis;
            this.proxy = proxy;
            this.random = random;
        }

        void run(List<Future<?>> callers) {
            while (answered.get() < COMMANDS && callers.stream().noneMatch(Future::isDone)) {
                awaitMore(200 + random.nextInt(1_500), Duration.ofMillis(200));
                one();
                awaitMore(1 + random.nextInt(100), Duration.ofMillis(random.nextInt(300)));
                proxy.heal();
            }
            redis.start();
            calm = true;
        }

        private void one() {
            switch (random.nextInt(100)) {
                case 0, 1 -> {
                    redis.kill();
                    redis.start();
                }
                case 2 -> redis.restart();
                case 3, 4, 5, 6, 7 -> tell("CLIENT", "KILL", "TYPE", "normal");
                case 8, 9, 10, 11, 12 -> tell("CLIENT", "PAUSE", Integer.toString(random.nextInt(300)));
                default -> {
                    FaultyProxy.Fault[] all = FaultyProxy.Fault.values();
                    proxy.inject(all[random.nextInt(all.length)]);
                }
            }
        }

        private void tell(String... command) {
            try (var probe = new Probe(redis.uri(), SLOW_MACHINE)) {
                probe.say(command);
            } catch (IOException e) {
                throw new AssertionError("the server does not take " + List.of(command), e);
            }
        }

        private void awaitMore(int commands, Duration atMost) {
            long enough = answered.get() + commands;
            long giveUp = System.nanoTime() + atMost.toNanos();
            while (answered.get() < enough && System.nanoTime() < giveUp) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
