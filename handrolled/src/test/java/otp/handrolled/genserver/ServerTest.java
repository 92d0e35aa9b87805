package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.testkit.log.LogCapture;

/** A node whose time stands still, and the words that tests of servers are written in. */
public abstract class ServerTest {
    protected static final Duration SECOND = Duration.ofSeconds(1);
    protected static final ExitReason BOOM = ExitReason.term("boom");

    @RegisterExtension
    protected final LogCapture log = LogCapture.of("otp");

    protected final ManualClock clock = new ManualClock();
    protected final Node node = Node.start(clock);

    @AfterEach
    void nothingRunsOn() {
        node.close();
        assertThat(node.lingering()).isEmpty();
    }

    /** What runs in a process beside the test. */
    protected record Beside<T extends @Nullable Object>(Pid pid, CompletableFuture<T> outcome) {
        public T get() throws Exception {
            return outcome.get(10, TimeUnit.SECONDS);
        }

        /** What it exited with. */
        public ExitReason exit() throws Exception {
            var thrown = outcome.handle((_, error) -> error).get(10, TimeUnit.SECONDS);
            assertThat(thrown).isInstanceOf(ProcessExit.class);
            return ((ProcessExit) thrown).reason();
        }
    }

    /** Runs code in a process of its own, while the test goes on. */
    protected <T extends @Nullable Object> Beside<T> beside(Callable<T> code) {
        var outcome = new CompletableFuture<T>();
        Pid pid = node.spawn(() -> {
            try {
                outcome.complete(code.call());
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        return new Beside<>(pid, outcome);
    }

    /** Starts a server that is linked to nobody. */
    protected ServerRef<Scripted.Message> start(Scripted callbacks) {
        return GenServer.start(node, callbacks, Options.NONE).get();
    }

    /** The reason of the exit that code ends with. */
    protected static ExitReason exitOf(ThrowingCallable code) {
        try {
            code.call();
        } catch (ProcessExit exit) {
            return exit.reason();
        } catch (Throwable other) {
            throw new AssertionError("expected an exit", other);
        }
        throw new AssertionError("expected an exit, and the code returned");
    }

    /** Takes all messages out of the caller's mailbox. */
    protected static List<Object> flush() {
        var messages = new ArrayList<Object>();
        while (receive(message -> () -> messages.add(message), Duration.ZERO, () -> false)) {
            // Until the mailbox is empty.
        }
        return messages;
    }

    /** Waits for the next message, which must be this one. */
    protected static void expect(Object message) {
        Object next = receive(any -> () -> any);
        assertThat(next).isEqualTo(message);
    }

    /** Waits until a server is gone, and says why it went. */
    protected static ExitReason downOf(ServerRef<?> server) {
        return downOf(server.pid());
    }

    protected static ExitReason downOf(Pid pid) {
        return downOf(monitor(pid));
    }

    protected static ExitReason downOf(Ref monitor) {
        return receive(
                message -> message instanceof Down(var ref, var _, var reason) && ref == monitor ? () -> reason : null);
    }

    /** Why a call failed. */
    protected static ExitReason causeOf(ExitReason reason) {
        assertThat(reason).isInstanceOf(ExitReason.CallFailed.class);
        return ((ExitReason.CallFailed) reason).reason();
    }
}
