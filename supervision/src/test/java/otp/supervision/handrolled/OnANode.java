package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;

/** A node whose time stands still, for one test. */
final class OnANode implements AfterEachCallback {
    final ManualClock clock = new ManualClock();
    final Node node = Node.start(clock);

    @Override
    public void afterEach(ExtensionContext context) {
        node.close();
        assertThat(node.lingering()).isEmpty();
    }

    /** What runs in a process beside the test. */
    record Beside<T extends @Nullable Object>(Pid pid, CompletableFuture<T> outcome) {}

    /** Runs code in a process of its own, while the test goes on. */
    <T extends @Nullable Object> Beside<T> beside(Callable<T> code) {
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

    /** Takes all messages out of the caller's mailbox. */
    static List<Object> flush() {
        var messages = new ArrayList<Object>();
        while (receive(message -> () -> messages.add(message), Duration.ZERO, () -> false)) {
            // Until the mailbox is empty.
        }
        return messages;
    }
}
