package otp.redispool;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Chooses among the members of a pool. It remembers whose turn it is, and no more: in OTP this would be an {@code :atomics} or a
 * {@code :counters}, for those who choose share no process. Thread-safe, never blocks.
 */
public final class Chooser {
    /** What {@link #choose} returns if there is nobody to be chosen. */
    public static final int NOBODY = -1;

    private final Choice choice;
    private final IntUnaryOperator random;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * One at the beginning of its turns.
     *
     * @param choice how it chooses
     * @param random a number from zero to below its argument
     */
    public Chooser(Choice choice, IntUnaryOperator random) {
        this.choice = choice;
        this.random = random;
    }

    /**
     * Chooses a member that is up.
     *
     * @param members how they are
     * @param tried those that are not to be chosen any more
     * @return its place in the list, or {@link #NOBODY}
     */
    public int choose(List<MemberStatus> members, BitSet tried) {
        int[] up = IntStream.range(0, members.size())
                .filter(place -> members.get(place).isUp() && !tried.get(place))
                .toArray();
        if (up.length == 0) return NOBODY;
        return switch (choice) {
            case RANDOM -> up[random.applyAsInt(up.length)];
            case ROUND_ROBIN -> next(up, members.size());
            case LEAST_PENDING -> {
                int fewest = IntStream.of(up)
                        .map(place -> members.get(place).pending())
                        .min()
                        .orElseThrow();
                yield next(
                        IntStream.of(up)
                                .filter(place -> members.get(place).pending() == fewest)
                                .toArray(),
                        members.size());
            }
        };
    }

    /** The one whose turn it is; or the first after it, for the others are down. */
    private int next(int[] candidates, int size) {
        int at = turn.getAndUpdate(now -> (now + 1) % size);
        for (int place : candidates) {
            if (place >= at) return place;
        }
        return candidates[0];
    }
}
