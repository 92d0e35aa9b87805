package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectTest {
    private record Point(int x, int y) {}

    private record Cell(@org.jspecify.annotations.Nullable Cell next) {}

    private static final class Thrower {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void showsAValueAsItsOwnTextSays() {
        assertThat(Inspect.inspect("text")).isEqualTo("text");
        assertThat(Inspect.inspect(new Point(1, 2))).isEqualTo("Point[x=1, y=2]");
        assertThat(Inspect.inspect(null)).isEqualTo("null");
    }

    @Test
    void showsCollectionsMapsAndArraysElementByElement() {
        assertThat(Inspect.inspect(List.of(1, List.of(2)))).isEqualTo("[1, [2]]");
        assertThat(Inspect.inspect(Map.of("key", new int[] {1, 2}))).isEqualTo("{key=[1, 2]}");
        assertThat(Inspect.inspect(new Object[] {null, "a"})).isEqualTo("[null, a]");
        assertThat(Inspect.inspect(List.of())).isEqualTo("[]");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(Inspect.inspect("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Inspect.inspect("0123456789", 9)).isEqualTo("012345...");
        assertThat(Inspect.inspect("0123\uD83D\uDE00789", 8)).isEqualTo("0123...");
        assertThat(Inspect.inspect("x".repeat(10_000))).hasSize(Inspect.LIMIT);
    }

    @Test
    void walksAHugeListNoFurtherThanItsTextIsLong() {
        var asked = new ArrayList<Integer>();
        var huge = new AbstractList<Integer>() {
            @Override
            public Integer get(int index) {
                asked.add(index);
                return index;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
        assertThat(Inspect.inspect(huge, 20)).isEqualTo("[0, 1, 2, 3, 4, 5...");
        assertThat(asked).hasSizeLessThan(12);
    }

    @Test
    void namesWhatThrowsInsteadOfFailing() {
        assertThat(Inspect.inspect(new Thrower()))
                .isEqualTo("#Inspect.Error<" + Thrower.class.getName() + ": java.lang.IllegalStateException>");
        assertThat(Inspect.inspect(List.of(1, new Thrower(), 3)))
                .startsWith("[1, #Inspect.Error<")
                .endsWith(">, 3]");
    }

    @Test
    void namesWhatCallsItselfUntilTheStackIsFull() {
        Cell chain = new Cell(null);
        for (int i = 0; i < 200_000; i++) {
            chain = new Cell(chain);
        }
        assertThat(Inspect.inspect(chain)).contains("#Inspect.Error<").contains("StackOverflowError");
    }

    @Test
    void endsAlsoForAListThatHoldsItself() {
        List<Object> circle = new ArrayList<>();
        Collections.addAll(circle, circle, 1);
        assertThat(Inspect.inspect(circle)).startsWith("[[[[").contains("...");
    }

    @Test
    void refusesALimitThatHasNoRoomForTheDots() {
        assertThatThrownBy(() -> Inspect.inspect("", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a limit of 3 characters or more, got: 2");
    }

    @Test
    void anExitWhoseReasonCannotBePrintedCanBeThrownAndPrinted() {
        var exit = new ProcessExit(ExitReason.term(new Thrower()));
        assertThat(exit).hasMessageContaining("#Inspect.Error<");
    }
}
