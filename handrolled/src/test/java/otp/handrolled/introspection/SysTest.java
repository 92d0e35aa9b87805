package otp.handrolled.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

class SysTest extends ServerTest {
    @Test
    void getStateGivesTheStateWithoutACallback() {
        assertThat(Sys.getState(start(Scripted.withState("state")))).isEqualTo("state");
    }

    @Test
    void getStateFindsAServerByItsName() throws Exception {
        GenServer.start(node, Scripted.withState("state"), Options.named("cashier"));
        node.run(() -> assertThat(Sys.getState(ServerRef.named("cashier"))).isEqualTo("state"));
    }

    @Test
    void replaceStateAnswersTheNewStateAndTheServerGoesOnWithIt() {
        var server = start(Scripted.withState("old"));
        assertThat(Sys.replaceState(server, old -> old + " and new")).isEqualTo("old and new");
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("old and new");
    }

    @Test
    void aReplaceStateThatThrowsFailsTheCallerAndLeavesTheServerAsItWas() {
        var server = start(Scripted.withState("old"));
        var error = new StackOverflowError();
        assertThatThrownBy(() -> Sys.replaceState(server, _ -> {
                    throw error;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keeps the state it had")
                .hasCause(error);
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("old");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aSuspendedServerHandlesNothingButSystemMessagesUntilItIsResumed() throws Exception {
        var server = start(Scripted.withState("first"));
        Sys.suspend(server);
        GenServer.cast(server, new Scripted.Do(_ -> Next.noreply("second")));
        var caller = beside(() -> GenServer.call(server, Scripted.state(), Timeouts.INFINITY));
        assertThat(Sys.getState(server)).isEqualTo("first");
        assertThat(caller.outcome()).isNotDone();
        Sys.resume(server);
        assertThat(caller.get()).isEqualTo("second");
    }

    @Test
    void suspendingOrResumingTwiceIsNoError() {
        var server = start(Scripted.withState("state"));
        Sys.resume(server);
        Sys.suspend(server);
        Sys.suspend(server);
        Sys.resume(server);
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("state");
    }

    @Test
    void aSuspendedServerCanBeAskedForItsStateAsOftenAsOneLikes() {
        var server = start(Scripted.withState("state"));
        Sys.suspend(server);
        for (int i = 0; i < 50_000; i++) {
            assertThat(Sys.getState(server)).isEqualTo("state");
        }
    }

    @Test
    @Tag("G20")
    void aSuspendedServerCanBeStopped() {
        var server = start(Scripted.withState(""));
        Sys.suspend(server);
        GenServer.stop(server);
        assertThat(node.processes()).doesNotContain(server.pid());
    }

    @Test
    @Tag("G18")
    void theParentsExitEndsASuspendedServerBeforeWhatWaits() throws Exception {
        var ended = new LinkedBlockingQueue<String>();
        var server = new CompletableFuture<Pid>();
        Pid parent = node.spawn(() -> {
            server.complete(GenServer.startLink(Scripted.withInit(() -> {
                                trapExit(true);
                                return Init.ok("not handled");
                            })
                            .onTerminate((reason, state) -> ended.add(reason + ", " + state)))
                    .get()
                    .pid());
            otp.handrolled.process.Processes.receive(_ -> () -> exit(BOOM));
        });
        ServerRef<Scripted.Message> ref = ServerRef.of(server.get());
        Sys.suspend(ref);
        GenServer.cast(ref, new Scripted.Do(_ -> Next.noreply("handled")));
        send(parent, "go");
        assertThat(ended.take()).isEqualTo("boom, not handled");
    }

    @Test
    @Tag("G16")
    void aSystemMessageSetsTheIdleTimeoutAnewInsteadOfCallingItOff() throws Exception {
        var infos = new LinkedBlockingQueue<Object>();
        var server = start(Scripted.withInit(() -> Init.ok("").timeout(SECOND)).onInfo((message, state) -> {
            infos.add(message);
            return Next.noreply(state);
        }));
        clock.awaitWaiting(1);
        clock.advance(SECOND.dividedBy(2));
        Sys.getState(server, Timeouts.INFINITY);
        clock.awaitWaiting(1);
        clock.advance(SECOND.dividedBy(2));
        Sys.suspend(server, Timeouts.INFINITY);
        assertThat(infos).isEmpty();
        Sys.resume(server, Timeouts.INFINITY);
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        assertThat(infos.take()).isSameAs(GenServer.TIMEOUT);
    }

    @Test
    @Tag("G22")
    void aServerThatHibernatesHibernatesOnAfterASystemMessage() {
        var server = start(Scripted.withInit(() -> Init.ok("state").hibernate()));
        assertThat(Sys.getState(server)).isEqualTo("state");
        org.awaitility.Awaitility.await()
                .until(() -> ProcessInfo.of(server.pid()).status() == ProcessInfo.Status.HIBERNATING);
    }

    @Test
    void allFailLikeACallWhenThereIsNoSuchServer() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        var fiveSeconds = Duration.ofSeconds(5);
        assertThat(exitOf(() -> Sys.getState(server)))
                .isEqualTo(new CallFailed(ExitReason.NOPROC, "Sys.getState", server, null, fiveSeconds))
                .hasToString("{noproc, {Sys.getState, [" + server + ", 5000]}}");
        assertThat(exitOf(() -> Sys.suspend(server)))
                .isEqualTo(new CallFailed(ExitReason.NOPROC, "Sys.suspend", server, null, fiveSeconds));
        assertThat(exitOf(() -> Sys.resume(server)))
                .isEqualTo(new CallFailed(ExitReason.NOPROC, "Sys.resume", server, null, fiveSeconds));
        assertThat(causeOf(exitOf(() -> Sys.replaceState(server, state -> state))))
                .isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void allFailWithTimeoutWhenTheServerIsBusy() throws Exception {
        var server = start(Scripted.withState(""));
        var goOn = new CompletableFuture<String>();
        GenServer.cast(server, new Scripted.Do(_ -> Next.noreply(goOn.get())));
        var callers = List.of(
                beside(() -> Sys.getState(server)),
                beside(() -> Sys.replaceState(server, state -> state)),
                beside(() -> {
                    Sys.suspend(server);
                    return "";
                }),
                beside(() -> {
                    Sys.resume(server);
                    return "";
                }));
        clock.awaitWaiting(4);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        for (var caller : callers) {
            assertThat(caller.outcome()).isNotDone();
        }
        clock.advance(Duration.ofNanos(1));
        for (var caller : callers) {
            assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.TIMEOUT);
        }
        goOn.complete("");
    }

    @Test
    void aServerThatAsksForItsOwnStateFailsWithCallingSelf() {
        var server = start(Scripted.withState(""));
        String reason = GenServer.call(
                server,
                ask((from, state) -> Next.reply(
                        from,
                        causeOf(exitOf(() -> Sys.getState(ServerRef.of(self()))))
                                .toString(),
                        state)));
        assertThat(reason).isEqualTo("calling_self");
    }

    @Test
    void aServerThatDiesFirstFailsTheCallWithItsReason() throws Exception {
        var server = start(Scripted.withState(""));
        var busy = new CompletableFuture<Boolean>();
        GenServer.cast(server, new Scripted.Do(_ -> {
            busy.complete(true);
            return Next.noreply(new CompletableFuture<String>().get());
        }));
        busy.get();
        var caller = beside(() -> Sys.getState(server));
        clock.awaitWaiting(1);
        node.exit(server.pid(), ExitReason.SHUTDOWN);
        assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.SHUTDOWN);
    }
}
