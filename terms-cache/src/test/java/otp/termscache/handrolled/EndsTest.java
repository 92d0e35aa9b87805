package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import otp.termscache.Ttl;

class EndsTest {
    private static final long SECOND = 1_000_000_000;

    private final Ends<String> ends = new Ends<>();

    private List<String> thosePast(long now) {
        var past = new ArrayList<String>();
        ends.takeThosePast(now, past::add);
        return past;
    }

    @Test
    void aKeyIsTakenWhenItsSecondHasPassed() {
        ends.add("a", SECOND + 1);
        assertThat(thosePast(2 * SECOND - 1)).isEmpty();
        assertThat(thosePast(2 * SECOND)).containsExactly("a");
    }

    @Test
    void aKeyIsTakenOnce() {
        ends.add("a", 0);
        thosePast(SECOND);
        assertThat(thosePast(SECOND)).isEmpty();
    }

    @Test
    void thoseThatEndFirstAreTakenFirst() {
        ends.add("late", 2 * SECOND);
        ends.add("early", 0);
        ends.add("later", 9 * SECOND);
        assertThat(thosePast(5 * SECOND)).containsExactly("early", "late");
    }

    @Test
    void aKeyThatWasRemovedIsNotTaken() {
        ends.add("a", 0);
        ends.add("b", 0);
        ends.remove("a", 0);
        assertThat(thosePast(SECOND)).containsExactly("b");
    }

    @Test
    void removingAKeyThatIsNotThereIsNoError() {
        ends.remove("a", 0);
        ends.remove("a", Ttl.NEVER);
        assertThat(thosePast(SECOND)).isEmpty();
    }

    @Test
    void aKeyWithoutAnEndIsNeverTaken() {
        ends.add("a", Ttl.NEVER);
        assertThat(thosePast(Long.MAX_VALUE)).isEmpty();
    }
}
