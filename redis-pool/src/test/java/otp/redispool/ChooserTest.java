package otp.redispool;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.redispool.Chooser.NOBODY;
import static otp.redispool.MemberStatus.State.CONNECTING;
import static otp.redispool.MemberStatus.State.DOWN;
import static otp.redispool.MemberStatus.State.UP;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otp.redispool.MemberStatus.State;

class ChooserTest {
    private static final BitSet NONE = new BitSet();
    private static final List<MemberStatus> THREE_UP = List.of(up(0), up(0), up(0));

    private static MemberStatus member(State state, int pending) {
        return new MemberStatus("any", state, pending, 1);
    }

    private static MemberStatus up(int pending) {
        return member(UP, pending);
    }

    private static Chooser chooser(Choice choice) {
        return new Chooser(choice, new Random(1)::nextInt);
    }

    private static List<Integer> choices(Chooser chooser, int number, List<MemberStatus> members) {
        return IntStream.range(0, number)
                .mapToObj(_ -> chooser.choose(members, NONE))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void nobodyIsChosenWhoIsNotUp(Choice choice) {
        List<MemberStatus> oneUp = List.of(member(DOWN, 0), member(CONNECTING, 0), up(7), member(DOWN, 0));
        assertThat(choices(chooser(choice), 20, oneUp)).containsOnly(2);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void nobodyIsChosenWhoWasTried(Choice choice) {
        var tried = new BitSet();
        tried.set(0);
        tried.set(2);
        assertThat(chooser(choice).choose(THREE_UP, tried)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void ifAllAreDownThereIsNobody(Choice choice) {
        assertThat(chooser(choice).choose(List.of(member(DOWN, 0), member(CONNECTING, 0)), NONE))
                .isEqualTo(NOBODY);
    }

    @Test
    void atRandomAnybodyIsChosenSooner_OrLater() {
        assertThat(choices(chooser(Choice.RANDOM), 100, THREE_UP)).contains(0, 1, 2);
    }

    @Test
    void atRandomItIsTheRandomNumberThatDecidesAmongThoseThatAreUp() {
        var last = new Chooser(Choice.RANDOM, bound -> bound - 1);
        assertThat(last.choose(List.of(up(0), up(0), member(DOWN, 0)), NONE)).isEqualTo(1);
    }

    @Test
    void roundRobinTakesEachInItsTurn() {
        assertThat(choices(chooser(Choice.ROUND_ROBIN), 7, THREE_UP)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void roundRobinLeavesOutThoseThatAreDown() {
        assertThat(choices(chooser(Choice.ROUND_ROBIN), 6, List.of(up(0), member(DOWN, 0), up(0))))
                .containsExactly(0, 2, 2, 0, 2, 2);
    }

    @Test
    void leastPendingTakesTheOneWithTheFewest() {
        assertThat(choices(chooser(Choice.LEAST_PENDING), 3, List.of(up(2), up(1), up(3))))
                .containsOnly(1);
    }

    @Test
    void leastPendingTakesEachInItsTurnOfSeveralWithTheFewest() {
        assertThat(choices(chooser(Choice.LEAST_PENDING), 6, List.of(up(1), up(0), up(0))))
                .contains(1, 2)
                .doesNotContain(0);
    }
}
