package otp.concurrency.handrolled;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static otp.concurrency.Anything.await;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.SharedStateContract;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Ref;
import otp.testkit.log.LogCapture;

class SharedStateTest extends SharedStateContract<SharedState<Integer>> {
    // The capture begins first and ends last: a process may crash, and say so, until the node is closed.
    @RegisterExtension
    @Order(1)
    final LogCapture log = LogCapture.of("otp");

    @RegisterExtension
    @Order(2)
    final OnANode on = new OnANode();

    @Override
    protected SharedState<Integer> start(@Nullable Integer initial) {
        try {
            return on.node.run(() -> SharedState.start(initial));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected CompletableFuture<Integer> get(SharedState<Integer> server, Duration timeout) {
        return on.besideInPlainWords(() -> SharedState.get(server, timeout));
    }

    @Override
    protected CompletableFuture<?> update(
            SharedState<Integer> server, @Nullable UnaryOperator<Integer> function, Duration timeout) {
        return on.besideInPlainWords(() -> {
            SharedState.update(server, function, timeout);
            return true;
        });
    }

    @Override
    protected void stop(SharedState<Integer> server) {
        on.node.exit(server.pid(), ExitReason.SHUTDOWN);
    }

    @Override
    protected void assertSaysThatTheServerIsGone(Throwable failure) {
        assertThat(reasonOf(failure)).isEqualTo(ExitReason.NOPROC);
    }

    private static ExitReason reasonOf(Throwable failure) {
        assertThat(failure).isInstanceOf(ProcessExit.class);
        return ((CallFailed) ((ProcessExit) failure).reason()).reason();
    }

    @Override
    protected void timeoutsAreSet(int count) throws Exception {
        on.clock.awaitWaiting(count);
    }

    @Override
    protected void pass(Duration time) {
        on.clock.advance(time);
    }

    // B6: in the Akka lane the server lives on.
    @Test
    void anUpdateThatThrowsCrashesTheServerWhichIsLogged() throws Exception {
        var server = start(0);
        var error = new IllegalStateException("boom");
        assertThat(failure(update(
                        server,
                        _ -> {
                            throw error;
                        },
                        SECOND)))
                .isSameAs(error);
        on.node.run(() -> assertThat(isAlive(server.pid())).isFalse());
        assertThat(log.await(line -> line.message().contains("crashed")).error())
                .hasMessage("boom");
    }

    // B6: in the Akka lane these wait until their timeouts.
    @Test
    void aServerThatDiesInTheMiddleFailsThoseWhoWaitAtOnce() throws Exception {
        var server = start(0);
        var busy = new CountDownLatch(1);
        var taken = update(
                server,
                n -> {
                    busy.countDown();
                    await(new CountDownLatch(1));
                    return n;
                },
                SECOND);
        await(busy);
        var waiting = get(server, SECOND);
        on.clock.awaitWaiting(2);
        on.node.exit(server.pid(), ExitReason.KILL);
        assertThat(reasonOf(failure(taken))).isEqualTo(ExitReason.KILLED);
        assertThat(reasonOf(failure(waiting))).isEqualTo(ExitReason.KILLED);
    }

    // B6
    @Test
    void mailThatItDoesNotKnowIsLoggedAndThrownAway() throws Exception {
        var server = start(5);
        on.node.run(() -> {
            for (int n = 0; n < 10; n++) {
                send(server.pid(), "junk " + n);
            }
            assertThat(SharedState.get(server)).isEqualTo(5);
            assertThat(info(server.pid()).orElseThrow().mailbox()).isZero();
        });
        assertThat(log.messages()).contains("SharedState " + server.pid() + " received an unexpected message: junk 0");
    }

    @Test
    void anAnswerAfterTheTimeoutReachesNeitherTheMailboxNorTheNextGet() throws Exception {
        var server = start(1);
        var busy = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = update(
                server,
                n -> {
                    busy.countDown();
                    await(goOn);
                    return n + 1;
                },
                Duration.ofSeconds(5));
        await(busy);
        var caller = on.beside(() -> {
            var exit = catchThrowableOfType(ProcessExit.class, () -> SharedState.get(server, SECOND));
            goOn.countDown();
            int next = SharedState.get(server, SECOND);
            return reasonOf(exit) + ", then " + next + ", then " + OnANode.flush() + " and "
                    + info(self()).orElseThrow().monitors();
        });
        on.clock.awaitWaiting(2);
        pass(SECOND);
        assertThat(caller.outcome().get(10, SECONDS)).isEqualTo("timeout, then 2, then [] and []");
        slow.get(10, SECONDS);
    }

    @Test
    void aServerThatAsksItselfFailsAtOnce() {
        var server = start(1);
        ExitReason diedOf = reasonOf(failure(update(server, _ -> SharedState.get(server), SECOND)));
        assertThat(((CallFailed) diedOf).reason()).isEqualTo(ExitReason.CALLING_SELF);
    }

    @Test
    void aServerOutlivesWhoStartedItUnlessItIsLinked() throws Exception {
        var starter = on.beside(() -> new SharedState<?>[] {SharedState.start(1), SharedState.startLink(2)});
        SharedState<?>[] both = starter.outcome().get(10, SECONDS);
        on.node.run(() -> {
            assertThat(isAlive(both[0].pid())).isTrue();
            // The starter has ended normally, which a link ignores.
            assertThat(SharedState.get(both[1])).isEqualTo(2);
        });
        var crashing = new CompletableFuture<SharedState<Integer>>();
        on.node.spawn(() -> {
            crashing.complete(SharedState.startLink(3));
            exit(ExitReason.term("boom"));
        });
        SharedState<Integer> linked = crashing.get(10, SECONDS);
        ExitReason diedOf = on.node.run(() -> {
            Ref ref = monitor(linked.pid());
            return receive(
                    message -> message instanceof Down(var of, var _, var reason) && of == ref ? () -> reason : null);
        });
        assertThat(diedOf).isIn(ExitReason.NOPROC, ExitReason.term("boom"));
    }
}
