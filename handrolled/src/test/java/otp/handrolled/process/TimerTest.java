package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.readTimer;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.unregister;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimerTest extends ProcessTest {
    @Test
    @Tag("P10")
    void aTimerSendsItsMessageAtItsTimeOnceAndNotEarlier() throws Exception {
        node.run(() -> {
            sendAfter(self(), "ring", SECOND);
            clock.advance(SECOND.minusNanos(1));
            assertThat(flush()).isEmpty();
            clock.advance(Duration.ofNanos(1));
            assertThat(flush()).containsExactly("ring");
            clock.advance(Duration.ofDays(1));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P10")
    void cancelGivesWhatWasLeftAndTheMessageNeverComes() throws Exception {
        node.run(() -> {
            Ref timer = sendAfter(self(), "ring", SECOND);
            clock.advance(Duration.ofMillis(300));
            assertThat(readTimer(timer)).contains(Duration.ofMillis(700));
            assertThat(cancelTimer(timer)).contains(Duration.ofMillis(700));
            assertThat(clock.waiting()).as("timers kept").isZero();
            clock.advance(Duration.ofDays(1));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P10")
    void afterItsEndATimerHasNothingLeft() throws Exception {
        node.run(() -> {
            Ref fired = sendAfter(self(), "ring", SECOND);
            Ref cancelled = sendAfter(self(), "ring", SECOND);
            cancelTimer(cancelled);
            clock.advance(SECOND);
            for (Ref over : new Ref[] {fired, cancelled, new Ref(), Processes.alias()}) {
                assertThat(readTimer(over)).isEmpty();
                assertThat(cancelTimer(over)).isEmpty();
            }
            assertThat(flush()).as("the one that had fired").containsExactly("ring");
        });
    }

    @Test
    @Tag("P10")
    void aTimerOfNoTimeFiresAtOnce() throws Exception {
        node.run(() -> {
            sendAfter(self(), "now", Duration.ZERO);
            assertThat(next()).isEqualTo("now");
        });
    }

    @Test
    @Tag("P10")
    void timersFireInTheOrderOfTheirTimes() throws Exception {
        node.run(() -> {
            sendAfter(self(), 3, Duration.ofMillis(3));
            sendAfter(self(), 1, Duration.ofMillis(1));
            sendAfter(self(), 2, Duration.ofMillis(2));
            clock.advance(SECOND);
            assertThat(flush()).containsExactly(1, 2, 3);
        });
    }

    @Test
    @Tag("P10")
    void aTimerByNameLooksTheNameUpWhenItFires() throws Exception {
        node.run(() -> {
            sendAfter("later", "to whoever it is then", SECOND);
            sendAfter("nobody", "dropped", SECOND);
            register(self(), "later");
            clock.advance(SECOND);
            unregister("later");
            assertThat(flush()).containsExactly("to whoever it is then");
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("P10")
    @Tag("P1")
    void aTimerGoesWithTheProcessItIsFor() throws Exception {
        node.run(() -> {
            Pid target = spawn(ProcessTest::idle);
            Ref timer = sendAfter(target, "ring", SECOND);
            exit(target, ExitReason.KILL);
            assertThat(readTimer(timer)).isEmpty();
            assertThat(cancelTimer(timer)).isEmpty();
            assertThat(clock.waiting()).as("timers kept").isZero();
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("P10")
    @Tag("P1")
    void aTimerForOneThatIsDeadAlreadyIsOverAtOnce() throws Exception {
        node.run(() -> {
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            Ref timer = sendAfter(dead, "ring", SECOND);
            assertThat(readTimer(timer)).isEmpty();
            assertThat(clock.waiting()).as("timers kept").isZero();
        });
    }

    @Test
    @Tag("P10")
    void aClosedNodeKeepsNoTimer() throws Exception {
        node.run(() -> {
            for (int i = 0; i < 100; i++) {
                sendAfter(spawn(ProcessTest::idle), "ring", Duration.ofDays(1));
                sendAfter(self(), "ring", Duration.ofDays(1));
            }
        });
        node.close();
        assertThat(clock.waiting()).isZero();
    }

    @Test
    @Tag("P10")
    void aTimerOutlivesTheProcessThatSetIt() throws Exception {
        node.run(() -> {
            Pid me = self();
            awaitDeath(spawn(() -> sendAfter(me, "ring", SECOND)));
            flush();
            clock.awaitWaiting(1);
            clock.advance(SECOND);
            assertThat(flush()).containsExactly("ring");
        });
    }

    @Test
    @Tag("P6")
    @Tag("P10")
    void aDelayThatIsNegativeOrHasNoEndIsRefused() throws Exception {
        node.run(() -> {
            assertThatThrownBy(() -> sendAfter(self(), "ring", Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got: PT-0.000000001S");
            assertThatThrownBy(() -> sendAfter(self(), "ring", Timeouts.INFINITY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a delay that ends");
            assertThat(clock.waiting()).isZero();
        });
    }
}
