package otp.comparison.speed.handrolled;

import static otp.handrolled.process.Processes.receive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import otp.comparison.speed.Together;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/** Starts what is measured. */
final class Supervised {
    private Supervised() {}

    /** Starts it under a supervisor, and waits until it runs. */
    static void start(Node node, ChildSpec child) {
        var started = new CompletableFuture<Void>();
        node.spawn(() -> {
            Supervisor.startLink(List.of(child), Flags.oneForOne()).get();
            started.complete(null);
            receive(_ -> null); // the supervisor ends with who has started it
        });
        started.orTimeout(Together.PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
