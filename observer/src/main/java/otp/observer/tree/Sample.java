package otp.observer.tree;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of a running lane.
 *
 * @param at when, on the clock of the lane
 * @param heapBytes how much of the heap is in use, of the whole JVM: nobody can tell that of one process
 * @param processes how many processes or actors there are in the tree
 * @param messages how many messages those that are there now have handled
 */
public record Sample(Duration at, long heapBytes, int processes, long messages) {

    /**
     * Measures now. Sends nothing and waits for nobody.
     *
     * @param at the time now, on the clock of the lane
     * @param root what the lane looks like now
     * @return the measurement
     */
    public static Sample take(Duration at, @Nullable TreeNode root) {
        Runtime jvm = Runtime.getRuntime();
        return new Sample(at, jvm.totalMemory() - jvm.freeMemory(), processesOf(root), messagesOf(root));
    }

    /**
     * Adds a measurement to those before, and lets go of the oldest if there are more than are kept.
     *
     * @param earlier those before, the oldest first
     * @param now the latest
     * @return all that are kept, the oldest first
     */
    public static List<Sample> keep(List<Sample> earlier, Sample now) {
        return Stream.concat(earlier.stream(), Stream.of(now))
                .skip(Math.max(0, earlier.size() + 1 - Sizes.SAMPLES))
                .toList();
    }

    private static int processesOf(@Nullable TreeNode node) {
        return node == null
                ? 0
                : 1 + node.children().stream().mapToInt(Sample::processesOf).sum();
    }

    private static long messagesOf(@Nullable TreeNode node) {
        if (node == null) {
            return 0;
        }
        Long own = node.messages();
        return (own == null ? 0 : own)
                + node.children().stream().mapToLong(Sample::messagesOf).sum();
    }
}
