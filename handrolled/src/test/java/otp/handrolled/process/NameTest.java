package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.trapExit;
import static otp.handrolled.process.Processes.unregister;
import static otp.handrolled.process.Processes.whereis;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NameTest extends ProcessTest {
    @Test
    void aNameLeadsToItsProcessUntilItIsGivenUp() throws Exception {
        node.run(() -> {
            assertThat(whereis("me")).isEmpty();
            register(self(), "me");
            assertThat(whereis("me")).contains(self());
            assertThat(info(self()).orElseThrow().name()).contains("me");
            unregister("me");
            assertThat(whereis("me")).isEmpty();
            assertThat(info(self()).orElseThrow().name()).isEmpty();
            register(self(), "another");
            assertThat(node.registered()).containsExactly("another");
        });
    }

    @Test
    @Tag("P8")
    void whenTheDownComesTheNameIsFree() throws Exception {
        node.run(() -> {
            for (int i = 0; i < 5_000; i++) {
                Spawned child = spawnMonitor(() -> register(self(), "short-lived"));
                assertThat(downOf(child.ref())).isEqualTo(ExitReason.NORMAL);
                assertThat(whereis("short-lived")).isEmpty();
                register(self(), "short-lived");
                unregister("short-lived");
            }
        });
    }

    @Test
    @Tag("P8")
    void whenTheExitComesTheNameIsFree() throws Exception {
        node.run(() -> {
            trapExit(true);
            for (int i = 0; i < 5_000; i++) {
                spawnLink(() -> register(self(), "short-lived"));
                next();
                assertThat(whereis("short-lived")).isEmpty();
            }
        });
    }

    @Test
    @Tag("P8")
    void aGlobalNameIsFreeWhenTheDownComes() throws Exception {
        var name = new ServerName.Global(new Object());
        node.run(() -> {
            Spawned child = spawnMonitor(() -> {
                assertThat(name.register(self())).isTrue();
                assertThat(name.register(self())).as("a second time").isFalse();
                exit(BOOM);
            });
            assertThat(downOf(child.ref())).isEqualTo(BOOM);
            assertThat(name.whereis(node)).isEmpty();
            assertThat(name.register(child.pid())).as("for a dead process").isFalse();
            assertThat(name.whereis(node)).isEmpty();
        });
    }

    @Test
    @Tag("P8")
    void whatAProcessOwnsIsReleasedBeforeAnybodyHears() throws Exception {
        node.run(() -> {
            var released = new AtomicReference<ExitReason>();
            Spawned child = spawnMonitor(() -> {
                own((owner, reason) -> released.set(reason));
                exit(BOOM);
            });
            downOf(child.ref());
            assertThat(released).hasValue(BOOM);
        });
    }

    @Test
    @Tag("P8")
    void aResourceThatFailsToReleaseHoldsUpNothingElse() throws Exception {
        node.run(() -> {
            var second = new AtomicReference<Pid>();
            Pid owner = spawn(ProcessTest::idle);
            own(owner, (pid, reason) -> {
                throw new IllegalStateException("cannot let go");
            });
            own(owner, (pid, reason) -> second.set(pid));
            Ref monitor = monitor(owner);
            exit(owner, BOOM);
            assertThat(second).hasValue(owner);
            assertThat(flush()).containsExactly(new Down(monitor, owner, BOOM));
        });
        assertThat(log.await(line -> line.error() != null).error()).hasMessage("cannot let go");
    }

    @Test
    @Tag("P8")
    void aResourceThatWasUntiedOutlivesItsOwner() throws Exception {
        node.run(() -> {
            var released = new AtomicReference<Pid>();
            OwnedResource resource = (pid, reason) -> released.set(pid);
            Pid owner = spawn(ProcessTest::idle);
            assertThat(own(owner, resource)).isTrue();
            Processes.disown(owner, resource);
            exit(owner, BOOM);
            assertThat(released).hasNullValue();
            assertThat(own(owner, resource)).as("by a dead process").isFalse();
        });
    }

    @Test
    @Tag("P8")
    void theDeadDoNotFreeTheNameOfTheirSuccessor() throws Exception {
        node.run(() -> {
            Pid first = spawn(ProcessTest::idle);
            register(first, "it");
            unregister("it");
            register(self(), "it");
            exit(first, ExitReason.KILL);
            assertThat(whereis("it")).contains(self());
        });
    }

    @Test
    void aNameIsRefusedWithTheReason() throws Exception {
        node.run(() -> {
            Pid other = spawn(ProcessTest::idle);
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            register(self(), "mine");

            refused(other, "mine", "the name is taken by " + self());
            refused(self(), "second", "is registered already, as \"mine\"");
            refused(dead, "late", "is not alive");
            refused(other, " ", "blank");
            assertThatThrownBy(() -> unregister("unknown"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got: \"unknown\"")
                    .hasMessageContaining("[mine]");
            assertThat(node.registered()).containsExactly("mine");
        });
    }

    private static void refused(Pid pid, String name, String why) {
        assertThatThrownBy(() -> register(pid, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void eachNodeHasItsOwnNames() throws Exception {
        try (Node other = Node.start(clock)) {
            node.run(() -> {
                register(self(), "same");
                other.run(() -> {
                    assertThat(whereis("same")).isEmpty();
                    register(self(), "same");
                });
                assertThat(whereis("same")).contains(self());
            });
        }
    }
}
