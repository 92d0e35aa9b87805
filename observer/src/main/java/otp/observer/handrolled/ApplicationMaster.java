package otp.observer.handrolled;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.Ref;

/**
 * The process above the root: Erlang's {@code application_master}, in small. A supervisor lives as long as the process that it was
 * started from, and this is that process.
 */
final class ApplicationMaster implements ProcessBody {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.handrolled");

    /** Stops the root, and with it all below. The end of these processes is told in the log as it happens. */
    record Stop(List<String> told) {}

    private final Supplier<Pid> startRoot;
    private final CompletableFuture<Pid> started;
    private final CompletableFuture<String> ended;

    ApplicationMaster(Supplier<Pid> startRoot, CompletableFuture<Pid> started, CompletableFuture<String> ended) {
        this.startRoot = startRoot;
        this.started = started;
        this.ended = ended;
    }

    @Override
    public void run() {
        trapExit(true);
        String why = "it was killed";
        try {
            Pid root = startRoot.get();
            started.complete(root);
            why = untilItEnds(root).toString();
        } catch (Throwable notStarted) {
            started.completeExceptionally(notStarted);
            throw notStarted;
        } finally {
            ended.complete(why);
        }
    }

    private static ExitReason untilItEnds(Pid root) {
        return receive(message -> switch (message) {
            case Stop(var told) -> () -> stop(root, told);
            case Exit(var from, var reason) when from == root -> () -> reason;
            default -> null;
        });
    }

    /** The supervisors themselves stop their children, the last started first. Here one only watches. */
    private static ExitReason stop(Pid root, List<String> told) {
        Map<Ref, String> running = new HashMap<>();
        for (String name : told) {
            self().node().whereis(name).ifPresent(pid -> running.put(monitor(pid), name));
        }
        exit(root, ExitReason.SHUTDOWN);
        while (!running.isEmpty()) {
            String name = receive(message -> message instanceof Down(var ref, var _, var _) && running.containsKey(ref)
                    ? () -> running.remove(ref)
                    : null);
            LOG.info("{} has stopped", name);
        }
        return receive(message -> message instanceof Exit(var from, var reason) && from == root ? () -> reason : null);
    }
}
