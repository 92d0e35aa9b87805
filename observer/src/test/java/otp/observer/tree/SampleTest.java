package otp.observer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Sample at(int seconds) {
        return new Sample(Duration.ofSeconds(seconds), 1, 1, 1);
    }

    private static TreeNode node(Long messages, TreeNode... children) {
        return new TreeNode(
                "/a", "a", "1", "Actor", null, null, 0, Duration.ZERO, Status.WAITING, 0, messages, List.of(children));
    }

    @Test
    void keepsTheLastOnesWithTheOldestFirst() {
        List<Sample> kept = List.of();
        for (int i = 0; i < Sizes.SAMPLES + 2; i++) {
            kept = Sample.keep(kept, at(i));
        }

        assertThat(kept).hasSize(Sizes.SAMPLES).startsWith(at(2), at(3)).endsWith(at(Sizes.SAMPLES + 1));
    }

    @Test
    void countsAllNodesAndTheirMessages() {
        Sample sample = Sample.take(Duration.ZERO, node(3L, node(4L), node(5L, node(6L))));

        assertThat(sample.processes()).isEqualTo(4);
        assertThat(sample.messages()).isEqualTo(18);
    }

    @Test
    void whoCountsNoMessagesIsStillAProcess() {
        Sample sample = Sample.take(Duration.ZERO, node(null, node(4L)));

        assertThat(sample.processes()).isEqualTo(2);
        assertThat(sample.messages()).isEqualTo(4);
    }

    @Test
    void aTreeThatHasEndedHasNoProcesses() {
        assertThat(Sample.take(Duration.ZERO, null).processes()).isZero();
    }
}
