package otp.observer.tree;

import java.util.List;

/**
 * The tables of all lanes at one look.
 *
 * @param lanes in the order in which they are shown
 */
public record Tables(List<LaneTables> lanes) {

    public Tables {
        lanes = List.copyOf(lanes);
    }

    /**
     * One lane.
     *
     * @param lane its name
     * @param tables its tables; none if it has ended
     */
    public record LaneTables(String lane, List<TableView> tables) {}

    /**
     * Looks at these lanes now.
     *
     * @param lanes which
     * @return their tables
     */
    public static Tables of(List<? extends Lane> lanes) {
        return new Tables(lanes.stream()
                .map(lane -> new LaneTables(lane.name(), lane.tables()))
                .toList());
    }
}
