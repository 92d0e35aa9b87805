package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Request;
import otp.handrolled.process.Requests;

@Tag("G10")
class DeferredReplyTest extends ServerTest {
    @Test
    void aServerMayAnswerLaterAndHandleOthersMeanwhile() throws Exception {
        var server = start(Scripted.withState("state"));
        var from = new CompletableFuture<From<String>>();
        var caller = beside(() -> GenServer.call(server, keep(from)));
        from.get();
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("state");
        assertThat(caller.outcome()).isNotDone();
        GenServer.cast(server, new Scripted.Do(state -> {
            GenServer.reply(from.get(), "later");
            return Next.noreply(state);
        }));
        assertThat(caller.get()).isEqualTo("later");
    }

    @Test
    void aServerMayAnswerBeforeItsCallbackReturns() throws Exception {
        var server = start(Scripted.withState(""));
        var goOn = new CompletableFuture<String>();
        String answer = GenServer.call(server, ask((from, _) -> {
            GenServer.reply(from, "early");
            return Next.noreply(goOn.get());
        }));
        assertThat(answer).isEqualTo("early");
        goOn.complete("done");
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("done");
    }

    @Test
    void anotherProcessMayAnswer() throws Exception {
        var server = start(Scripted.withState(""));
        String answer = GenServer.call(server, ask((from, state) -> {
            Processes.spawn(() -> GenServer.reply(from, "from another process"));
            return Next.noreply(state);
        }));
        assertThat(answer).isEqualTo("from another process");
        Requests.awaitNoneHeldBy(server.pid());
    }

    @Test
    void aRequestThatIsPassedOnIsAnsweredByTheWorker() throws Exception {
        var worker = start(Scripted.withState("worker"));
        var router = start(Scripted.withState("router"));
        String answer = GenServer.call(router, ask((from, state) -> {
            send(worker.pid(), new Request(from, new Scripted.Ask(from, (f, own) -> Next.reply(f, own, own))));
            return Next.noreply(state);
        }));
        assertThat(answer).isEqualTo("worker");
        Requests.awaitNoneHeldBy(worker.pid());
        Requests.awaitNoneHeldBy(router.pid());
    }

    @Test
    @Tag("G8")
    void aCallerWatchesTheServerItCalledAndNotTheOneThatWasPassedTheRequest() throws Exception {
        var worker = start(Scripted.withState("worker"));
        var router = start(Scripted.withState("router"));
        var passedOn = new CompletableFuture<Boolean>();
        var caller = beside(() -> GenServer.call(router, ask((from, state) -> {
            send(worker.pid(), new Request(from, new Scripted.Ask(from, (_, own) -> Next.noreply(own))));
            passedOn.complete(true);
            return Next.noreply(state);
        })));
        passedOn.get();
        GenServer.stop(worker, ExitReason.SHUTDOWN, SECOND);
        assertThat(caller.outcome()).isNotDone();
        node.exit(router.pid(), ExitReason.KILL);
        assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.KILLED);
    }

    @Test
    void onlyTheFirstAnswerCounts() throws Exception {
        var server = start(Scripted.withState("next"));
        node.run(() -> {
            String answer = GenServer.call(server, ask((from, state) -> {
                GenServer.reply(from, "first");
                GenServer.reply(from, "second");
                return Next.reply(from, "third", state);
            }));
            assertThat(answer).isEqualTo("first");
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo("next");
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    void anAnswerMayBeNull() {
        var server = start(Scripted.withState(""));
        assertThat(GenServer.<Scripted.Message, String>call(server, ask((from, state) -> nothing(from, state))))
                .isNull();
    }

    @SuppressWarnings("NullAway")
    private static Next<String> nothing(From<String> from, String state) {
        return Next.reply(from, null, state);
    }

    @Test
    void aFromTellsWhoAsks() throws Exception {
        var server = start(Scripted.withState(""));
        node.run(() -> {
            String asker =
                    GenServer.call(server, ask((from, state) -> Next.reply(from, from.pid() + " " + from, state)));
            assertThat(asker).isEqualTo(self() + " #From<" + self() + ">");
        });
    }

    @Test
    @Tag("G8")
    void aServerThatDiesOwingAnAnswerFailsTheCall() throws Exception {
        var server = start(Scripted.withState(""));
        var from = new CompletableFuture<From<String>>();
        var caller = beside(() -> GenServer.call(server, keep(from)));
        from.get();
        GenServer.stop(server, ExitReason.SHUTDOWN, SECOND);
        from.get().reply("too late");
        assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.SHUTDOWN);
    }

    private static java.util.function.Function<From<String>, Scripted.Message> keep(
            CompletableFuture<From<String>> kept) {
        return ask((from, state) -> {
            kept.complete(from);
            return Next.noreply(state);
        });
    }
}
