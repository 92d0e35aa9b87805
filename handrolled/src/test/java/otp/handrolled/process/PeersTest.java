package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {
    /** One, a few, and more than a list is kept for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 10, 100})
    void keepsTheOrderInWhichTheyCame(int size) {
        assertThat(of(size))
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 100})
    void theSameTwiceCountsOnce(int size) {
        assertThat(Peers.with(of(size), 0)).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 100})
    void nothingIsLeftWhenAllAreTakenOut(int size) {
        @Nullable Collection<Integer> set = of(size);
        for (int i = 0; i < size; i++) {
            set = Peers.without(set, i);
        }

        assertThat(set).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void takingOutWhatIsNotThereChangesNothing(int size) {
        assertThat(Peers.without(of(size), -1)).hasSize(size);
    }

    @Test
    void ofNoneThereIsNothingToTakeOut() {
        assertThat(Peers.without(null, 1)).isNull();
    }

    @Test
    void oneThatIsTakenOutAndComesBackIsTheLast() {
        assertThat(Peers.with(Peers.without(of(3), 0), 0)).containsExactly(1, 2, 0);
    }

    private static Collection<Integer> of(int size) {
        Collection<Integer> set = Peers.with(null, 0);
        for (int i = 1; i < size; i++) {
            set = Peers.with(set, i);
        }
        return set;
    }
}
