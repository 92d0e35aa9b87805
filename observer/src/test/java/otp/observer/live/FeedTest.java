package otp.observer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static otp.observer.FakeLane.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.observer.FakeLane;
import otp.observer.tree.Snapshot;
import otp.testkit.log.LogCapture;

/** The test is the clock: each tick is taken by the sampler, which has then finished the look before it. */
class FeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    final LogCapture log = LogCapture.of(Feed.class);

    private final FakeLane lane = new FakeLane();
    private final SynchronousQueue<Object> clock = new SynchronousQueue<>();
    private final Feed feed = new Feed(() -> Snapshot.of(List.of(lane)), clock::take);

    private final List<Viewer> viewers = new ArrayList<>();

    private void tick() throws InterruptedException {
        assertThat(clock.offer(this, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Viewer join() {
        Viewer viewer = feed.join().orElseThrow();
        viewers.add(viewer);
        return viewer;
    }

    @AfterEach
    void close() {
        viewers.forEach(Viewer::close);
        feed.close();
    }

    @Test
    void nobodyIsLookedAtWhileNobodyLooksOn() {
        assertThat(feed.isLooking()).isFalse();
        assertThat(lane.looks()).isZero();
    }

    @Test
    void whoJoinsSeesTheFirstLookWithoutATick() throws Exception {
        assertThat(join().next(PATIENCE)).isInstanceOf(Look.Seen.class);
    }

    @Test
    void allWhoLookOnShareOneLook() throws Exception {
        Viewer first = join();
        Look seen = first.next(PATIENCE);

        Viewer second = join();

        assertThat(second.next(PATIENCE)).isSameAs(seen);
        assertThat(lane.looks()).isEqualTo(1);
    }

    @Test
    void whoIsSlowMissesTheLooksInBetween() throws Exception {
        Viewer slow = join();
        tick();
        tick();
        lane.is(node("/last"));
        tick();
        tick(); // the look after the change is over now

        var seen = (Look.Seen) slow.next(PATIENCE);
        assertThat(seen.number()).isGreaterThanOrEqualTo(4);
        assertThat(seen.picture().nodes()).containsOnlyKeys(new Picture.Place("fake", "/last"));
    }

    @Test
    void neverMoreThanOneLookWaitsForAViewer() throws Exception {
        try (var viewer = new Viewer(_ -> {})) {
            viewer.show(new Look.Unreadable());
            viewer.show(new Look.Ended());

            assertThat(viewer.next(PATIENCE)).isEqualTo(new Look.Ended());
            assertThat(viewer.next(Duration.ZERO)).isNull();
        }
    }

    @Test
    void theLookingEndsWithTheLastWhoLooksOn() throws Exception {
        Viewer one = join();
        Viewer other = join();
        one.next(PATIENCE);
        one.close();
        assertThat(feed.isLooking()).isTrue();

        other.close();
        tick();
        await().until(() -> !feed.isLooking());

        assertThat(lane.looks()).isEqualTo(1);
    }

    @Test
    void itBeginsAgainWithTheNext() throws Exception {
        Viewer one = join();
        one.next(PATIENCE);
        one.close();
        tick();
        await().until(() -> !feed.isLooking());

        assertThat(join().next(PATIENCE)).isInstanceOf(Look.Seen.class);
        assertThat(lane.looks()).isEqualTo(2);
    }

    @Test
    void aTreeThatCannotBeReadIsToldAndLoggedOnceUntilItCan() throws Exception {
        Viewer viewer = join();
        viewer.next(PATIENCE);
        lane.failsWith(new IllegalStateException("on purpose"));
        tick();
        assertThat(viewer.next(PATIENCE)).isEqualTo(new Look.Unreadable());
        tick();
        assertThat(viewer.next(PATIENCE)).isEqualTo(new Look.Unreadable());
        lane.is(node("/course"));
        tick();

        assertThat(viewer.next(PATIENCE)).isInstanceOf(Look.Seen.class);
        // Beside it an earlier feed may say that it has ended.
        assertThat(log.lines()).filteredOn(line -> line.error() != null).hasSize(1);
    }

    @Test
    void theEndIsTheLastThatIsSeen() throws Exception {
        Viewer viewer = join();
        viewer.next(PATIENCE);
        var closing = Thread.ofVirtual().start(feed::close);

        assertThat(viewer.next(PATIENCE)).isEqualTo(new Look.Ended());
        viewer.close();

        assertThat(closing.join(PATIENCE)).isTrue();
        assertThat(feed.join()).isEmpty();
        await().until(() -> !feed.isLooking());
    }

    @Test
    void thereIsALimitToHowManyLookOn() {
        for (int i = 0; i < Feed.MOST; i++) {
            join();
        }

        assertThat(feed.join()).isEmpty();

        viewers.getFirst().close();
        assertThat(feed.join()).hasValueSatisfying(viewers::add);
    }
}
