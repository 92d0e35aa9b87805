package otp.observer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.observer.FakeLane.node;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import otp.observer.live.Picture.LaneState;
import otp.observer.live.Picture.Place;
import otp.observer.tree.Snapshot;
import otp.observer.tree.TreeNode;

class PictureTest {
    private static final Place B = new Place("akka", "/a/b");

    private static Picture picture(@Nullable TreeNode root) {
        return Picture.of(new Snapshot(List.of(new Snapshot.LaneTree("akka", root))));
    }

    @Test
    void hasEveryNodeAfterTheOneAboveIt() {
        Picture picture = picture(node("/a", node("/a/b", node("/a/b/c")), node("/a/d")));

        assertThat(picture.nodes().values())
                .extracting(Picture.Entry::parent)
                .containsExactly(null, "/a", "/a/b", "/a");
    }

    @Test
    void ofTwoAtOnePlaceTheFirstIsShown() {
        Picture picture = picture(node("/a", node("/a/b"), node("/a/b", node("/a/b/c"))));

        assertThat(picture.nodes()).containsOnlyKeys(new Place("akka", "/a"), B);
    }

    @Test
    void timeThatPassesIsNoDifference() {
        Picture earlier = picture(node("/a", 1, Duration.ofSeconds(1)));

        assertThat(picture(node("/a", 1, Duration.ofSeconds(2))).since(earlier).isEmpty())
                .isTrue();
    }

    @Test
    void anAgeThatIsLessThanBeforeIsAnotherBeginning() {
        Picture earlier = picture(node("/a", 1, Duration.ofSeconds(2)));

        assertThat(picture(node("/a", 1, Duration.ofSeconds(1))).since(earlier).changed())
                .singleElement()
                .extracting(Difference.Change::begunAnew)
                .isEqualTo(true);
    }

    @Test
    void aCountThatGrowsIsAChangeOfThatNodeAlone() {
        Picture earlier = picture(node("/a", node("/a/b")));

        Difference difference =
                picture(node("/a", node("/a/b", 1, Duration.ZERO))).since(earlier);

        assertThat(difference.changed())
                .extracting(change -> change.now().place())
                .containsExactly(B);
        assertThat(difference.added()).isEmpty();
        assertThat(difference.removed()).isEmpty();
    }

    @Test
    void whoIsThereNowAndWasNotIsAdded() {
        Difference difference = picture(node("/a", node("/a/b"))).since(picture(node("/a")));

        assertThat(difference.added()).extracting(Picture.Entry::place).containsExactly(B);
        assertThat(difference.changed()).isEmpty();
    }

    @Test
    void whoWasThereAndIsNotIsRemoved() {
        Difference difference = picture(node("/a")).since(picture(node("/a", node("/a/b"))));

        assertThat(difference.removed()).containsExactly(B);
        assertThat(difference.changed()).isEmpty();
    }

    @Test
    void theEndOfALaneIsTold() {
        Difference difference = picture(null).since(picture(node("/a")));

        assertThat(difference.lanes()).containsExactly(new LaneState("akka", true));
        assertThat(difference.removed()).containsExactly(new Place("akka", "/a"));
    }
}
