package otp.observer.live;

import java.util.List;

/**
 * What lies between two looks.
 *
 * @param lanes all lanes, if there are others than before or one has ended; else none
 * @param added who is new, each after the one above it
 * @param removed the places where nobody is any more
 * @param changed who is not as before, or not the same as before
 */
public record Difference(
        List<Picture.LaneState> lanes, List<Picture.Entry> added, List<Picture.Place> removed, List<Change> changed) {

    /**
     * One place.
     *
     * @param before who was there
     * @param now who is there
     * @param begunAnew whether its age began anew
     */
    public record Change(Picture.Entry before, Picture.Entry now, boolean begunAnew) {}

    /**
     * Whether nothing happened.
     *
     * @return true if there is nothing to tell
     */
    public boolean isEmpty() {
        return lanes.isEmpty() && added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
