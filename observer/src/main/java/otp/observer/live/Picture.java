package otp.observer.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Snapshot;
import otp.observer.tree.TreeNode;

/**
 * All lanes at one look, without nesting, so that two looks can be compared.
 *
 * @param lanes in the order in which they are shown
 * @param nodes by their places, each after the one above it
 */
public record Picture(List<LaneState> lanes, Map<Place, Entry> nodes) {

    /**
     * A lane.
     *
     * @param lane its name
     * @param ended whether its tree is no more
     */
    public record LaneState(String lane, boolean ended) {}

    /**
     * Where somebody is. Whoever is started again comes to the same place.
     *
     * @param lane in which lane
     * @param path where in its tree
     */
    public record Place(String lane, String path) {}

    /**
     * Who is at a place.
     *
     * @param place where
     * @param parent the path of the one above; null at the top
     * @param node who, without children and age
     * @param age how long ago it was started, or started again; null where nobody knows
     */
    public record Entry(
            Place place,
            @Nullable String parent,
            TreeNode node,
            @Nullable Duration age) {

        /** Time that passes is no change, but an age that is less than before is another beginning. */
        private boolean isStill(Entry earlier) {
            return node.equals(earlier.node) && !isYoungerThan(earlier);
        }

        private boolean isYoungerThan(Entry earlier) {
            return age != null && (earlier.age == null || age.compareTo(earlier.age) < 0);
        }
    }

    /**
     * Flattens what was seen.
     *
     * @param snapshot what
     * @return the picture of it
     */
    public static Picture of(Snapshot snapshot) {
        var nodes = new LinkedHashMap<Place, Entry>();
        for (Snapshot.LaneTree lane : snapshot.lanes()) {
            if (lane.root() != null) {
                collect(lane.lane(), null, lane.root(), nodes);
            }
        }
        return new Picture(
                snapshot.lanes().stream()
                        .map(lane -> new LaneState(lane.lane(), lane.root() == null))
                        .toList(),
                nodes);
    }

    private static void collect(String lane, @Nullable String parent, TreeNode node, Map<Place, Entry> nodes) {
        var place = new Place(lane, node.path());
        // While one takes the place of another, a look may find both. The first is shown, and the next look sees who
        // stayed.
        if (nodes.putIfAbsent(place, new Entry(place, parent, node.alone(), node.age())) == null) {
            for (TreeNode child : node.children()) {
                collect(lane, node.path(), child, nodes);
            }
        }
    }

    /**
     * What has happened between an earlier look and this one, however many were in between.
     *
     * @param earlier the earlier one
     * @return what is new, gone and different
     */
    public Difference since(Picture earlier) {
        var added = new ArrayList<Entry>();
        var changed = new ArrayList<Difference.Change>();
        nodes.forEach((place, now) -> {
            Entry before = earlier.nodes.get(place);
            if (before == null) {
                added.add(now);
            } else if (!now.isStill(before)) {
                changed.add(new Difference.Change(before, now, now.isYoungerThan(before)));
            }
        });
        List<Place> removed = earlier.nodes.keySet().stream()
                .filter(place -> !nodes.containsKey(place))
                .toList();
        return new Difference(lanes.equals(earlier.lanes) ? List.of() : lanes, added, removed, changed);
    }
}
