package otp.redisclient.handrolled;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import otp.handrolled.genserver.Options;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/** A node whose time stands still, with clients of one kind. */
final class OnANode implements Lane<ServerRef<Request>> {
    /** How a client of that kind is started. */
    interface Start {
        OnStart<ServerRef<Request>> start(Node node, ConnectionOptions options, Options server);
    }

    private final ManualClock clock = new ManualClock();
    final Node node = Node.start(clock);
    private final Start start;
    private final boolean blocks;
    private final Map<ServerRef<Request>, CompletableFuture<ExitReason>> clients = new HashMap<>();

    OnANode(Start start) {
        this(start, false);
    }

    /** @param blocks whether a client does not answer while it waits for the server */
    OnANode(Start start, boolean blocks) {
        this.start = start;
        this.blocks = blocks;
    }

    @Override
    public ServerRef<Request> start(ConnectionOptions options) {
        ServerRef<Request> client = start.start(node, options, Options.NONE).get();
        clients.put(client, watched(client));
        return client;
    }

    private CompletableFuture<ExitReason> watched(ServerRef<Request> client) {
        var watching = new CompletableFuture<Void>();
        var end = new CompletableFuture<ExitReason>();
        node.spawn(() -> {
            Processes.monitor(client.pid());
            watching.complete(null);
            ExitReason reason =
                    Processes.receive(message -> message instanceof Down(var _, var _, var why) ? () -> why : null);
            end.complete(reason);
        });
        watching.join();
        return end;
    }

    /** What a client has exited with, which is waited for. */
    ExitReason awaitExit(ServerRef<Request> client) throws Exception {
        return clients.get(client).get(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<RedisValue> command(ServerRef<Request> client, Command command, Duration timeout)
            throws Exception {
        return asked(() -> Redis.command(client, command, timeout));
    }

    @Override
    public CompletionStage<List<RedisValue>> pipeline(
            ServerRef<Request> client, List<Command> commands, Duration timeout) throws Exception {
        return asked(() -> Redis.pipeline(client, commands, timeout));
    }

    /** Asks on a thread of its own, and returns when that waits for the reply, or has it. */
    private static <T> CompletionStage<T> asked(Callable<T> call) throws Exception {
        var outcome = new CompletableFuture<T>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(call.call());
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
        });
        while (caller.getState() != Thread.State.WAITING
                && caller.getState() != Thread.State.TIMED_WAITING
                && !outcome.isDone()) {
            // Not yield: virtual threads that only give way to each other can keep the caller from running.
            LockSupport.parkNanos(1_000);
        }
        if (outcome.isCompletedExceptionally() && outcome.exceptionNow() instanceof IllegalArgumentException refused) {
            throw refused;
        }
        return outcome;
    }

    @Override
    public void stop(ServerRef<Request> client) {
        Redis.stop(client);
    }

    /** Before, so that who is just setting a timer has set it. After, so that what fell due, a message by then, has been handled. */
    @Override
    public void pass(Duration time) {
        if (!blocks) {
            settle();
        }
        advance(time);
        settle();
    }

    private void settle() {
        for (ServerRef<Request> client : clients.keySet()) {
            if (Processes.isAlive(client.pid())) {
                Sys.getState(client);
            }
        }
    }

    /** Moves the time, and waits for nobody. */
    void advance(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        node.close();
    }
}
