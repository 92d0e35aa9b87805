package otp.handrolled.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Sees when a node is at rest. One look at each process after the other is not enough: the first looked at may have been woken
 * by the last. It is enough if meanwhile nobody was born, nobody ended, and nobody went back to sleep. For if somebody is awake
 * after the looks, then he was so when he was looked at, or he was woken later by one who was awake; and so on, back to one who
 * was awake at his look.
 */
final class Rest {
    /** What a process does not do unseen. */
    private record Count(long born, int running, List<Integer> waits) {
        static Count of(List<ControlBlock> blocks) {
            return new Count(
                    Node.born(),
                    ControlBlock.running().size(),
                    blocks.stream().map(ControlBlock::waits).toList());
        }
    }

    private Rest() {}

    static void await(Node node, Duration patience) throws TimeoutException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!isAtRest(node)) {
            if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException("expected everybody to come to rest within " + patience + ", got: "
                        + of(node).stream()
                                .filter(block -> !block.isAtRest())
                                .map(block -> ProcessInfo.of(block.pid))
                                .toList());
            }
            Thread.yield();
        }
    }

    private static boolean isAtRest(Node node) {
        List<ControlBlock> blocks = of(node);
        Count before = Count.of(blocks);
        return blocks.stream().allMatch(ControlBlock::isAtRest)
                && before.equals(Count.of(blocks))
                && blocks.equals(of(node));
    }

    private static List<ControlBlock> of(Node node) {
        return ControlBlock.running().stream()
                .filter(block -> block.node == node)
                .toList();
    }
}
