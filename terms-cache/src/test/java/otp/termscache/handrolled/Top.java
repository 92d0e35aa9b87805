package otp.termscache.handrolled;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/** The supervisor above the caches of a test. */
final class Top {
    private final ServerRef<Supervisor.Message> supervisor;

    Top(Node node) {
        this.supervisor = ServerRef.named(node, new ServerName.Local("top"));
        var started = new CompletableFuture<Void>();
        node.spawn(() -> {
            Supervisor.startLink(List.of(), Flags.oneForOne().named("top")).get();
            started.complete(null);
            Processes.receive(_ -> null); // the supervisor ends with who has started it
        });
        started.orTimeout(10, TimeUnit.SECONDS).join();
    }

    void start(ChildSpec cache) {
        Supervisor.startChild(supervisor, cache).get();
    }

    void stop(Object id) {
        Supervisor.terminateChild(supervisor, id);
    }
}
