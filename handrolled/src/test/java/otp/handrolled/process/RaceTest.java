package otp.handrolled.process;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.testkit.log.LogCapture;

/**
 * What tests of races share: a node on the machine's time, a while of rounds, and chance with a seed. A failure names the seed,
 * and {@code -Dseed=...} runs the test with it again; {@code -Drace.millis=...} says how long. Chance decides how long each side
 * waits; the machine decides the rest.
 */
abstract class RaceTest {
    private static final long RUN_FOR = TimeUnit.MILLISECONDS.toNanos(Long.getLong("race.millis", 300));

    private final long seed = Long.getLong("seed", System.nanoTime());
    final Random random = new Random(seed);

    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    interface Round {
        void run() throws Exception;
    }

    /** Runs rounds for a while, all in one process. */
    void repeat(Round round) throws Exception {
        int number = 0;
        try {
            long end = System.nanoTime() + RUN_FOR;
            while (System.nanoTime() < end) {
                node.run(round::run);
                number++;
            }
        } catch (Throwable failure) {
            throw new AssertionError("round " + number + " failed; run again with -Dseed=" + seed, failure);
        }
    }

    /** A while to wait, from nothing to some microseconds. To be drawn before the race, on the thread of the test. */
    int delay() {
        return random.nextInt(1 << random.nextInt(12));
    }

    static void pause(int delay) {
        for (int i = 0; i < delay; i++) {
            Thread.onSpinWait();
        }
    }
}
