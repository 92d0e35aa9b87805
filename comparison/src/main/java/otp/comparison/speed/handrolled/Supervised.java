package otp.comparison.speed.handrolled;

import static otp.handrolled.process.Processes.receive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import otp.comparison.speed.Together;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/** Starts what is measured. */
final class Supervised {
    private Supervised() {}

    /** Starts it under a supervisor, and waits until it runs. Returns the supervisor. */
    static ServerRef<Supervisor.Message> start(Node node, ChildSpec child) {
        var started = new CompletableFuture<ServerRef<Supervisor.Message>>();
        node.spawn(() -> {
            started.complete(
                    Supervisor.startLink(List.of(child), Flags.oneForOne()).get());
            receive(_ -> null); // the supervisor ends with who has started it
        });
        return started.orTimeout(Together.PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
