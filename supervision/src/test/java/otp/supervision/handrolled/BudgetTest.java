package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor;

/** Whose crashes count together, and what happens when there were too many. In the Akka lane each actor counts for itself. */
class BudgetTest extends PlaygroundTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @Test
    @Tag("S9")
    void theCrashesOfAllChildrenOfASupervisorCountTogether() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("one_for_one");
            crash("a", "one_for_one");
            crash("b", "one_for_one");
            crash("c", "one_for_one");
            assertThat(pid("one_for_one")).isEqualTo(group);
            Ref down = monitor(group);
            crashAndLetThePlaygroundDealWithIt("a", group);
            assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S9")
    void whenTheBudgetIsSpentTheOtherChildrenAreStoppedAndTheWholeGroupIsStartedAgain() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("one_for_one");
            for (int n = 1; n <= 3; n++) {
                crash("b", "one_for_one");
            }
            said();
            crashAndLetThePlaygroundDealWithIt("b", group);
            assertThat(said())
                    .containsExactly(
                            "b terminates: {otp.supervision.handrolled.Worker$Crashed: boom, stacktrace}",
                            "c terminates: shutdown",
                            "a terminates: shutdown",
                            "a started",
                            "b started",
                            "c started");
            assertThat(pid("one_for_one")).isNotEqualTo(group);
            assertThat(log.messages())
                    .contains("Supervisor " + group
                            + " has reached its limit of 3 restarts in 5 s with child b: it shuts" + " down");
        });
    }

    @Test
    @Tag("S9")
    void theNewSupervisorBeginsWithAFullBudget() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("one_for_one");
            for (int n = 1; n <= 3; n++) {
                crash("b", "one_for_one");
            }
            crashAndLetThePlaygroundDealWithIt("b", group);
            Pid next = pid("one_for_one");
            for (int n = 1; n <= 3; n++) {
                crash("b", "one_for_one");
            }
            assertThat(pid("one_for_one")).isEqualTo(next);
            assertThat(isAlive(next)).isTrue();
        });
    }

    @Test
    @Tag("S9")
    void aCrashThatIsLongAgoDoesNotCount() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("one_for_one");
            for (int n = 1; n <= 10; n++) {
                crash("b", "one_for_one");
                on.clock.advance(Duration.ofSeconds(2)); // never more than three within five seconds
            }
            assertThat(pid("one_for_one")).isEqualTo(group);
            assertThat(isAlive(group)).isTrue();
        });
    }

    @Test
    @Tag("S8")
    void aCrashCostsOneHoweverManyAreStartedAgainWithIt() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("one_for_all");
            crash("d", "one_for_all");
            crash("e", "one_for_all");
            crash("f", "one_for_all");
            assertThat(pid("one_for_all")).isEqualTo(group);
            assertThat(isAlive(group)).isTrue();
        });
    }

    @Test
    @Tag("S3")
    @Tag("S9")
    void theNormalEndOfAPermanentChildCostsAsMuchAsACrash() throws Exception {
        inThePlayground(() -> {
            Pid group = pid("restart_types");
            for (int n = 1; n <= 3; n++) {
                assertThat(end("permanent", "restart_types", Worker::finish)).isEqualTo(ExitReason.NORMAL);
            }
            assertThat(pid("restart_types")).isEqualTo(group);
            Ref down = monitor(group);
            Worker.finish(Worker.named("permanent"));
            assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S3")
    void theEndOfATemporaryChildCostsNothingAndItsSpecIsForgotten() throws Exception {
        inThePlayground(() -> {
            crash("temporary", "restart_types");
            for (int n = 1; n <= 3; n++) {
                crash("permanent", "restart_types");
            }
            assertThat(Supervisor.whichChildren(ServerRef.named("restart_types")))
                    .extracting(Supervisor.ChildInfo::id)
                    .containsExactly("transient", "permanent");
        });
    }

    @Test
    @Tag("S20")
    @Tag("S21")
    void aChildThatIsStoppedThroughItsSupervisorCostsNothingAndStaysDownUntilItIsAskedFor() throws Exception {
        inThePlayground(() -> {
            ServerRef<Supervisor.Message> group = ServerRef.of(pid("restart_types"));
            for (int n = 1; n <= 10; n++) {
                assertThat(Supervisor.terminateChild(group, "permanent")).isEmpty();
                assertThat(Worker.named("permanent").whereis()).isNull();
                assertThat(Supervisor.restartChild(group, "permanent").get()).isEqualTo(pid("permanent"));
            }
            assertThat(pid("restart_types")).isEqualTo(group.pid());
        });
    }

    @Test
    @Tag("S9")
    void aSecondCrashWithinFiveSecondsEndsTheFragileGroupAndTheEscalationStartsAnother() throws Exception {
        inThePlayground(() -> {
            Pid escalation = pid("escalation");
            Pid fragile = pid("fragile");
            crash("j", "fragile");
            assertThat(pid("fragile")).isEqualTo(fragile);
            crashAndLetTheEscalationDealWithIt(fragile);
            assertThat(pid("fragile")).isNotEqualTo(fragile);
            assertThat(pid("escalation")).isEqualTo(escalation);
            assertThat(said().getLast()).isEqualTo("j started");
        });
    }

    @Test
    @Tag("S9")
    void twoCrashesMoreThanFiveSecondsApartAreNoneTooMany() throws Exception {
        inThePlayground(() -> {
            Pid fragile = pid("fragile");
            crash("j", "fragile");
            on.clock.advance(PERIOD.plusSeconds(1));
            crash("j", "fragile");
            assertThat(pid("fragile")).isEqualTo(fragile);
        });
    }

    @Test
    @Tag("S9")
    void aGroupThatKeepsFailingSpendsTheBudgetOfTheNextLevelToo() throws Exception {
        inThePlayground(() -> {
            Pid playground = pid("playground");
            Pid escalation = pid("escalation");
            for (int n = 1; n <= 3; n++) {
                Pid fragile = pid("fragile");
                crash("j", "fragile");
                crashAndLetTheEscalationDealWithIt(fragile);
            }
            assertThat(pid("escalation")).isEqualTo(escalation);
            Ref down = monitor(escalation);
            crash("j", "fragile");
            Worker.crash(Worker.named("j"), "boom");
            assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
            settle("playground");
            assertThat(pid("escalation")).isNotEqualTo(escalation);
            assertThat(Worker.recall(Worker.named("j"))).isEmpty();
            assertThat(pid("playground")).isEqualTo(playground);
        });
    }

    private static void crashAndLetTheEscalationDealWithIt(Pid fragile) {
        Ref down = monitor(fragile);
        Worker.crash(Worker.named("j"), "boom");
        assertThat(downOf(down)).isEqualTo(ExitReason.SHUTDOWN);
        settle("escalation");
    }

    private static void crashAndLetThePlaygroundDealWithIt(String worker, Pid group) {
        Ref down = monitor(group);
        Worker.crash(Worker.named(worker), "boom");
        downOf(down);
        settle("playground");
    }
}
