package otp.redisclient.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the parser what nobody would think of. A short run in every build; a long one, or one that has failed, with
 *
 * <pre>{@code
 * ./mvnw test -pl redis-client -am -Dtest=ParserFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfuzz.inputs=1000000 -Dfuzz.seed=42
 * }</pre>
 */
class ParserFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);
    private static final Limits LIMITS = new Limits(20, 1_000_000, 1_000, 2_000_000);

    /** How many bytes of memory a parser may take for itself, and for each byte that it is fed. */
    private static final long FOR_ITSELF = 20_000;

    private static final long PER_BYTE = 100;

    static LongStream seeds() {
        return LongStream.of(Long.getLong("fuzz.seed", new Random().nextLong()));
    }

    @ParameterizedTest(name = "-Dfuzz.seed={0}")
    @MethodSource("seeds")
    void mutatedRepliesAreValuesOrAnErrorInBoundedMemory(long seed) {
        var random = new Random(seed);
        var wire = new RandomWire(random);
        int errors = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = wire.mutated(wire.values());
            try {
                parse(bytes, cuts(random, bytes.length));
            } catch (ParseError expected) {
                errors++;
            } catch (Throwable other) {
                throw new AssertionError(failed("values or a ParseError", seed, i, bytes), other);
            }
        }
        assertThat(errors).as("inputs that are errors, seed " + seed).isBetween(INPUTS / 10, INPUTS - INPUTS / 10);
    }

    @ParameterizedTest(name = "-Dfuzz.seed={0}")
    @MethodSource("seeds")
    void theSameBytesAreTheSameValuesOrTheSameErrorHoweverTheyAreCut(long seed) {
        var random = new Random(seed);
        var wire = new RandomWire(random);
        for (int i = 0; i < INPUTS / 4; i++) {
            byte[] whole = wire.values();
            byte[] bytes = i % 2 == 0 ? whole : wire.mutated(whole);
            String atOnce = outcome(bytes, List.of());
            assertThat(outcome(bytes, cuts(random, bytes.length)))
                    .as(failed("the same from pieces", seed, i, bytes))
                    .isEqualTo(atOnce);
            if (bytes == whole) {
                assertThat(atOnce).as(failed("values", seed, i, bytes)).doesNotContain("ParseError", "LimitExceeded");
            }
        }
    }

    private static String failed(String expected, long seed, int input, byte[] bytes) {
        return "expected " + expected + " from input " + input + " of seed " + seed + ": "
                + Show.bytes(bytes, 0, bytes.length);
    }

    private static List<Integer> cuts(Random random, int length) {
        return IntStream.range(0, random.nextInt(5))
                .map(_ -> random.nextInt(length + 1))
                .sorted()
                .boxed()
                .toList();
    }

    private static String outcome(byte[] bytes, List<Integer> cuts) {
        var values = new ArrayList<RedisValue>();
        try {
            feed(bytes, cuts, values);
            return values.toString();
        } catch (ParseError error) {
            return values + " " + error;
        }
    }

    /** What is taken once, such as for a class that is loaded, is not taken again: only what is too much twice is too much. */
    private static void parse(byte[] bytes, List<Integer> cuts) {
        long allowed = FOR_ITSELF + PER_BYTE * bytes.length;
        if (allocatedBy(bytes, cuts) > allowed) {
            assertThat(allocatedBy(bytes, cuts))
                    .as("memory for " + bytes.length + " bytes, the second time")
                    .isLessThanOrEqualTo(allowed);
        }
        feed(bytes, cuts, new ArrayList<>());
    }

    private static long allocatedBy(byte[] bytes, List<Integer> cuts) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            feed(bytes, cuts, new ArrayList<>());
        } catch (ParseError malformed) {
            // is thrown again where it counts
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void feed(byte[] bytes, List<Integer> cuts, List<RedisValue> values) {
        var parser = new Parser(LIMITS);
        int from = 0;
        for (int cut : cuts) {
            parser.feed(bytes, from, cut - from, values::add);
            from = cut;
        }
        parser.feed(bytes, from, bytes.length - from, values::add);
    }
}
