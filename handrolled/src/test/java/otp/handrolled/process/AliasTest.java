package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.alias;
import static otp.handrolled.process.Processes.aliasForOneReply;
import static otp.handrolled.process.Processes.demonitor;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.unalias;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AliasTest extends ProcessTest {
    /** Puts what has arrived into the queue, and takes nothing. */
    private static void lookAtMail() {
        receive(message -> null, Duration.ZERO, () -> true);
    }

    @Test
    @Tag("M8")
    void anAliasIsAnAddressUntilItIsSwitchedOff() throws Exception {
        node.run(() -> {
            Ref alias = alias();
            send(alias, 1);
            send(alias, 2);
            assertThat(flush()).containsExactly(1, 2);
            assertThat(unalias(alias)).isTrue();
            send(alias, 3);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M8")
    void whatIsQueuedBeforeUnaliasStays() throws Exception {
        node.run(() -> {
            Ref alias = alias();
            send(alias, "queued");
            lookAtMail();
            unalias(alias);
            send(alias, "late");
            assertThat(flush()).containsExactly("queued");
        });
    }

    @Test
    @Tag("M8")
    void aLateMessageOfAnotherProcessIsDroppedBeforeTheMailbox() throws Exception {
        node.run(() -> {
            Ref alias = alias();
            unalias(alias);
            Pid me = self();
            spawn(() -> {
                send(alias, "late");
                send(me, "after it");
            });
            assertThat(next()).isEqualTo("after it");
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M8")
    void onlyTheOwnerCanSwitchAnAliasOffAndOnlyOnce() throws Exception {
        node.run(() -> {
            Ref alias = alias();
            Pid me = self();
            spawn(() -> send(me, unalias(alias)));
            assertThat(next()).isEqualTo(false);
            send(alias, "still on");
            assertThat(next()).isEqualTo("still on");
            assertThat(unalias(alias)).isTrue();
            assertThat(unalias(alias)).isFalse();
        });
    }

    @Test
    @Tag("M8")
    void aReferenceThatIsNoAliasIsNoAddressAndNoError() throws Exception {
        node.run(() -> {
            Ref plain = new Ref();
            Ref monitor = monitor(self());
            Ref timer = Processes.sendAfter(self(), "timer", SECOND);
            for (Ref ref : new Ref[] {plain, monitor, timer}) {
                send(ref, "hello");
                assertThat(unalias(ref)).isFalse();
            }
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M8")
    void theAliasOfADeadProcessDropsWhatItIsSent() throws Exception {
        node.run(() -> {
            Pid me = self();
            Spawned child = spawnMonitor(() -> send(me, alias()));
            Ref alias = (Ref) next();
            downOf(child.ref());
            send(alias, "anybody there?");
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M9")
    void anAliasForOneReplyTakesExactlyOne() throws Exception {
        node.run(() -> {
            Ref alias = aliasForOneReply();
            send(alias, "first");
            send(alias, "second");
            assertThat(flush()).containsExactly("first");
            assertThat(unalias(alias)).as("it is off by then").isFalse();
        });
    }

    @Test
    @Tag("M9")
    void anAliasForOneReplyCanBeSwitchedOffUnused() throws Exception {
        node.run(() -> {
            Ref alias = aliasForOneReply();
            assertThat(unalias(alias)).isTrue();
            send(alias, "late");
            assertThat(flush()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"EXPLICIT_UNALIAS, true", "DEMONITOR, false", "REPLY_DEMONITOR, false"})
    @Tag("M10")
    void demonitorSwitchesOffAllButTheExplicitOne(AliasMode mode, boolean stays) throws Exception {
        node.run(() -> {
            Ref ref = monitor(spawn(ProcessTest::idle), mode);
            demonitor(ref);
            send(ref, "after demonitor");
            assertThat(flush()).hasSize(stays ? 1 : 0);
            assertThat(unalias(ref)).isEqualTo(stays);
            send(ref, "after unalias");
            assertThat(flush()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"EXPLICIT_UNALIAS, true", "DEMONITOR, false", "REPLY_DEMONITOR, false"})
    @Tag("M10")
    void theDeliveredDownSwitchesOffAllButTheExplicitOne(AliasMode mode, boolean stays) throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid, mode);
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(new Down(ref, pid, BOOM));
            send(ref, "after the DOWN");
            assertThat(flush()).hasSize(stays ? 1 : 0);
            assertThat(unalias(ref)).isEqualTo(stays);
        });
    }

    @ParameterizedTest
    @EnumSource(value = AliasMode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    @Tag("M10")
    void unaliasLeavesTheMonitor(AliasMode mode) throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid, mode);
            assertThat(unalias(ref)).isTrue();
            send(ref, "after unalias");
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(new Down(ref, pid, BOOM));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = AliasMode.class,
            names = {"EXPLICIT_UNALIAS", "DEMONITOR"})
    @Tag("M10")
    void theseTakeAnyNumberOfMessagesAndTheDownAfterThem(AliasMode mode) throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid, mode);
            send(ref, 1);
            send(ref, 2);
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(1, 2, new Down(ref, pid, BOOM));
        });
    }

    @Test
    @Tag("M10")
    void theFirstReplyTakesAliasAndMonitorAway() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid, AliasMode.REPLY_DEMONITOR);
            send(ref, "reply");
            send(ref, "second reply");
            assertThat(flush()).containsExactly("reply");
            assertThat(ProcessInfo.of(self()).monitors()).isEmpty();
            assertThat(ProcessInfo.of(pid).monitoredBy()).isEmpty();
            exit(pid, BOOM);
            assertThat(flush()).as("no DOWN follows").isEmpty();
            assertThat(unalias(ref)).isFalse();
        });
    }

    @Test
    @Tag("M10")
    void aReplyAndADownThatHaveBothArrivedCountInTheirOrder() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid, AliasMode.REPLY_DEMONITOR);
            send(ref, "reply");
            exit(pid, BOOM);
            assertThat(flush()).containsExactly("reply");

            Pid other = spawn(ProcessTest::idle);
            Ref second = monitor(other, AliasMode.REPLY_DEMONITOR);
            exit(other, BOOM);
            send(second, "reply");
            assertThat(flush()).containsExactly(new Down(second, other, BOOM));
        });
    }
}
