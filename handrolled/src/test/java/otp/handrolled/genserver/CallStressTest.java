package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Node;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Requests;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/** Many callers at once, on the machine's own time. A failing run is made again by the seed that it prints; {@code -Drace.millis=...} runs it longer. */
class CallStressTest extends ServerTest {
    private static final long RUN_FOR = TimeUnit.MILLISECONDS.toNanos(Long.getLong("race.millis", 500));

    private static Random random(String test) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test + ": run again with -Dseed=" + seed);
        return new Random(seed);
    }

    private record Later(From<String> from, String answer) {}

    @Test
    @Tag("G7")
    @Tag("G9")
    void anAnswerThatRacesATimeoutIsOfTheRightCallOrOfNone() throws Exception {
        Random seeds = random("anAnswerThatRacesATimeoutIsOfTheRightCallOrOfNone");
        try (var real = Node.start()) {
            var server = GenServer.start(
                            real,
                            Scripted.withState("").onInfo((message, state) -> {
                                var later = (Later) message;
                                return Next.reply(later.from(), later.answer(), state);
                            }),
                            Options.NONE)
                    .get();
            List<CompletableFuture<String>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(caller(real, i, server, new Random(seeds.nextLong())));
            }
            int answered = 0;
            int timedOut = 0;
            for (var caller : callers) {
                String[] counts = caller.get(30, TimeUnit.SECONDS).split(" ");
                answered += Integer.parseInt(counts[0]);
                timedOut += Integer.parseInt(counts[1]);
            }
            assertThat(answered).isPositive();
            assertThat(timedOut).isPositive();
            // Each request has been handled once the last timers have rung; what is left open is nobody's any more.
            GenServer.call(server, Scripted.state());
            Requests.awaitNoneHeldBy(server.pid());
        }
    }

    private static CompletableFuture<String> caller(
            Node real, int id, ServerRef<Scripted.Message> server, Random random) {
        var counts = new CompletableFuture<String>();
        real.spawn(() -> {
            try {
                int answered = 0;
                int timedOut = 0;
                long end = System.nanoTime() + RUN_FOR;
                for (int n = 0; System.nanoTime() < end; n++) {
                    String question = id + "/" + n;
                    Duration delay = Duration.ofNanos(random.nextInt(300_000));
                    Duration patience = Duration.ofNanos(random.nextInt(600_000));
                    try {
                        String answer = GenServer.call(server, answerLater(question, delay), patience);
                        assertThat(answer).isEqualTo(question);
                        answered++;
                    } catch (ProcessExit exit) {
                        assertThat(causeOf(exit.reason())).isEqualTo(ExitReason.TIMEOUT);
                        timedOut++;
                    }
                }
                assertThat(flush()).isEmpty();
                counts.complete(answered + " " + timedOut);
            } catch (Throwable thrown) {
                counts.completeExceptionally(thrown);
            }
        });
        return counts;
    }

    private static java.util.function.Function<From<String>, Scripted.Message> answerLater(
            String answer, Duration delay) {
        return ask((from, state) -> {
            if (delay.toNanos() % 3 == 0) {
                return Next.reply(from, answer, state);
            }
            sendAfter(Processes.self(), new Later(from, answer), delay);
            return Next.noreply(state);
        });
    }

    @Test
    @Tag("G8")
    void noCallerHangsWhenItsServerIsKilledAtAnyMoment() throws Exception {
        Random seeds = random("noCallerHangsWhenItsServerIsKilledAtAnyMoment");
        try (var real = Node.start()) {
            var current = new AtomicReference<>(
                    real.run(() -> GenServer.start(Scripted.withState("0")).get()));
            long end = System.nanoTime() + RUN_FOR;
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                callers.add(callUntil(end, real, current, new Random(seeds.nextLong())));
            }
            while (System.nanoTime() < end) {
                for (int spins = seeds.nextInt(20_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                var victim = current.get();
                current.set(
                        real.run(() -> GenServer.start(Scripted.withState("0")).get()));
                real.exit(victim.pid(), ExitReason.KILL);
            }
            int outcomes = 0;
            for (var caller : callers) {
                outcomes += caller.get(30, TimeUnit.SECONDS);
            }
            assertThat(outcomes).isPositive();
            Requests.awaitNoneHeldBy(current.get().pid());
        }
    }

    /** Calls without a timeout: an outcome that never came would show as a test that times out. */
    private static CompletableFuture<Integer> callUntil(
            long end, Node real, AtomicReference<ServerRef<Scripted.Message>> current, Random random) {
        var outcomes = new CompletableFuture<Integer>();
        real.spawn(() -> {
            try {
                int count = 0;
                while (System.nanoTime() < end) {
                    var server = current.get();
                    try {
                        GenServer.call(
                                server,
                                random.nextBoolean() ? Scripted.state() : answerLater("x", Duration.ZERO),
                                Timeouts.INFINITY);
                    } catch (ProcessExit exit) {
                        assertThat(causeOf(exit.reason())).isIn(ExitReason.KILLED, ExitReason.NOPROC);
                    }
                    count++;
                }
                outcomes.complete(count);
            } catch (Throwable thrown) {
                outcomes.completeExceptionally(thrown);
            }
        });
        return outcomes;
    }
}
