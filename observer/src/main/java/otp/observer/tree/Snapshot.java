package otp.observer.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All lanes at one look.
 *
 * @param lanes in the order in which they are shown
 */
public record Snapshot(List<LaneTree> lanes) {

    public Snapshot {
        lanes = List.copyOf(lanes);
    }

    /**
     * One lane.
     *
     * @param lane its name
     * @param root its tree, or null if it has ended
     */
    public record LaneTree(String lane, @Nullable TreeNode root) {}

    /**
     * Looks at these lanes now.
     *
     * @param lanes which
     * @return what they look like
     */
    public static Snapshot of(List<? extends Lane> lanes) {
        return new Snapshot(lanes.stream()
                .map(lane -> new LaneTree(lane.name(), lane.tree()))
                .toList());
    }
}
