package otp.handrolled.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;

class ObserverBackendTest extends ServerTest {
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void endTheLoops() {
        stop.set(true);
    }

    private ProcessInfo seen(Pid pid) {
        return ObserverBackend.processes(node).stream()
                .filter(process -> process.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    /** A server that computes until the test ends and never calls the runtime meanwhile. */
    private ServerRef<Scripted.Message> computing() throws Exception {
        var server = GenServer.start(node, Scripted.withState("state"), Options.named("busy"))
                .get();
        var computing = new CompletableFuture<Boolean>();
        GenServer.cast(server, new Scripted.Do(state -> {
            computing.complete(true);
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return Next.noreply(state);
        }));
        computing.get();
        return server;
    }

    @Test
    void aProcessThatOnlyComputesIsSeenAtOnceAndIsSentNothing() throws Exception {
        var server = computing();
        GenServer.cast(server, new Scripted.Do(Next::noreply));
        ProcessInfo before = seen(server.pid());

        for (int i = 0; i < 100; i++) {
            ObserverBackend.tree(node);
            ObserverBackend.messages(seen(server.pid()), 10, 100);
            seen(server.pid()).currentStacktrace();
        }

        ProcessInfo after = seen(server.pid());
        assertThat(after.name()).contains("busy");
        assertThat(after.label()).isEqualTo("Scripted");
        assertThat(after.status()).isEqualTo(ProcessInfo.Status.RUNNING);
        assertThat(after.mailbox()).isEqualTo(before.mailbox()).isEqualTo(1);
        assertThat(after.handled()).isEqualTo(before.handled()).isEqualTo(1);
        assertThat(after.currentStacktrace())
                .anyMatch(frame -> frame.getClassName().equals(ObserverBackendTest.class.getName()));
    }

    @Test
    void aSuspendedServerIsSeenAndIsSentNothing() throws Exception {
        var server = start(Scripted.withState(""));
        Sys.suspend(server);
        GenServer.cast(server, new Scripted.Do(Next::noreply));
        ProcessInfo before = seen(server.pid());
        ObserverBackend.tree(node);
        assertThat(ObserverBackend.messages(before, 10, 1_000))
                .singleElement()
                .asString()
                .startsWith("Cast[");
        ProcessInfo after = seen(server.pid());
        assertThat(after.mailbox()).isEqualTo(before.mailbox()).isEqualTo(1);
        assertThat(after.handled()).isEqualTo(before.handled()).isEqualTo(1);
    }

    @Test
    void linksMonitorsNameAgeAndTrapAreSeen() throws Exception {
        node.run(() -> {
            Pid linked = spawnLink("linked", () -> receive(_ -> null));
            Pid monitored = spawn(() -> receive(_ -> null));
            monitor(monitored);
            clock.advance(SECOND);
            ProcessInfo me = seen(self());
            assertThat(me.links()).containsExactly(linked);
            assertThat(me.monitors()).containsExactly(monitored);
            assertThat(me.age()).isEqualTo(SECOND);
            assertThat(me.trapsExits()).isFalse();
            assertThat(me.answersSystemMessages()).isFalse();
            assertThat(seen(monitored).monitoredBy()).containsExactly(self());
            assertThat(seen(linked).label()).isEqualTo("linked");
            assertThat(seen(linked).parent()).contains(self());
        });
    }

    @Test
    void theTreeSaysWhoStartedWhomAndWhoIsStillLinked() throws Exception {
        node.run(() -> {
            var server = GenServer.startLink(Scripted.withState("")).get();
            Pid unlinked = spawn(() -> receive(_ -> null));
            assertThat(ObserverBackend.tree(node)).singleElement().satisfies(top -> {
                assertThat(top.process().pid()).isEqualTo(self());
                assertThat(top.linked()).isFalse();
                assertThat(top.children())
                        .extracting(branch -> branch.process().pid(), Branch::linked)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(server.pid(), true),
                                org.assertj.core.groups.Tuple.tuple(unlinked, false));
            });
        });
    }

    @Test
    void theChildOfADeadProcessStandsAtTheTop() throws Exception {
        var orphan = new CompletableFuture<Pid>();
        Pid parent = node.spawn(() -> orphan.complete(spawn(() -> receive(_ -> null))));
        node.run(() -> {
            downOf(parent);
            assertThat(ObserverBackend.tree(node)).anySatisfy(top -> {
                assertThat(top.process().pid()).isEqualTo(orphan.get());
                assertThat(top.process().parent()).contains(parent);
            });
        });
    }

    @Test
    void aLongChainOfProcessesMakesATree() throws Exception {
        node.run(() -> {
            Pid test = self();
            spawnNext(test, 20_000);
            expect("bottom");
            int depth = 0;
            for (List<Branch> level = ObserverBackend.tree(node);
                    !level.isEmpty();
                    level = level.getFirst().children()) {
                depth++;
            }
            assertThat(depth).isEqualTo(20_001);
        });
    }

    private static void spawnNext(Pid test, int left) {
        spawn(() -> {
            if (left > 1) {
                spawnNext(test, left - 1);
            } else {
                send(test, "bottom");
            }
            receive(_ -> null);
        });
    }

    @Test
    void aDeadProcessIsNotListedAndOneWhoseCodeRunsOnLingers() throws Exception {
        var server = computing();
        node.exit(server.pid(), ExitReason.KILL);
        assertThat(ObserverBackend.processes(node)).isEmpty();
        assertThat(ObserverBackend.tree(node)).isEmpty();
        assertThat(ObserverBackend.lingering(node)).singleElement().satisfies(lingering -> {
            assertThat(lingering.pid()).isEqualTo(server.pid());
            assertThat(lingering.label()).isEqualTo("Scripted");
            assertThat(lingering.stack()).isNotEmpty();
        });
        assertThat(ProcessInfo.of(server.pid()).name()).isEmpty();
        stop.set(true);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ObserverBackend.lingering(node).isEmpty());
    }

    @Test
    void processesOfAnotherNodeAreNotSeen() {
        try (var other = otp.handrolled.process.Node.start(clock)) {
            GenServer.start(other, Scripted.withState(""), Options.NONE);
            assertThat(ObserverBackend.processes(node)).isEmpty();
            assertThat(ObserverBackend.processes(other)).hasSize(1);
        }
    }

    @Test
    void theMessagesOfALongMailboxAreShownUpToALimit() throws Exception {
        node.run(() -> {
            for (int i = 0; i < 100_000; i++) {
                send(self(), i);
            }
            assertThat(seen(self()).mailbox()).isEqualTo(100_000);
            assertThat(ObserverBackend.messages(seen(self()), 3, 100)).containsExactly("0", "1", "2");
        });
    }

    @Test
    void theStateOfAServerIsShownAsText() {
        assertThat(ObserverBackend.state(start(Scripted.withState("state")).pid(), SECOND, 100))
                .isEqualTo(new StateView.Shown("state"));
    }

    @Test
    void aBusyServerIsAskedForItsStateForAsLongAsIsSaid() throws Exception {
        var server = computing();
        var observer = beside(() -> ObserverBackend.state(server.pid(), SECOND, 100));
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        assertThat(observer.get()).isEqualTo(new StateView.Busy(SECOND));
    }

    @Test
    void aProcessThatIsNoServerIsNotAskedForItsState() throws Exception {
        node.run(() -> {
            Pid plain = spawn(() -> receive(_ -> null));
            link(plain);
            assertThat(ObserverBackend.state(plain, SECOND, 100)).isEqualTo(new StateView.NotAServer());
            assertThat(seen(plain).mailbox()).isZero();
        });
    }

    @Test
    void aDeadServerHasNoState() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        assertThat(ObserverBackend.state(server.pid(), SECOND, 100)).isEqualTo(new StateView.Gone(ExitReason.NOPROC));
    }
}
