package otp.redisclient.akka;

import akka.actor.ActorIdentity;
import akka.actor.Identify;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.akka.OnASystem.Client;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/** A system whose time stands still, with clients of one kind. The system is one for all tests; the clients are a test's own. */
final class OnASystem implements Lane<Client> {
    private static final ActorTestKit KIT = OnAServer.kit;
    private static final Duration LONG = Duration.ofHours(1);
    private static final int SECONDS = 20;

    /** A client, and what it has failed with, or null, when it has ended. */
    record Client(ActorRef<Message> ref, ActorRef<?> parent, CompletableFuture<Throwable> ended) {}

    private final BiFunction<ConnectionOptions, LongSupplier, Behavior<Message>> create;
    private final AtomicLong now = new AtomicLong();
    private final List<Client> clients = new ArrayList<>();

    OnASystem(BiFunction<ConnectionOptions, LongSupplier, Behavior<Message>> create) {
        this.create = create;
    }

    @Override
    public Client start(ConnectionOptions options) throws Exception {
        var ref = new CompletableFuture<ActorRef<Message>>();
        var ended = new CompletableFuture<Throwable>();
        ActorRef<Void> parent = KIT.spawn(Behaviors.setup(context -> {
            ActorRef<Message> child = context.spawn(create.apply(options, now::get), "redis");
            context.watch(child);
            ref.complete(child);
            return Behaviors.receive(Void.class)
                    .onSignal(ChildFailed.class, failed -> {
                        ended.complete(failed.cause());
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, _ -> {
                        ended.complete(null);
                        return Behaviors.same();
                    })
                    .build();
        }));
        var client = new Client(ref.get(SECONDS, TimeUnit.SECONDS), parent, ended);
        clients.add(client);
        return client;
    }

    @Override
    public CompletionStage<RedisValue> command(Client client, Command command, Duration timeout) {
        return Redis.command(client.ref, command, timeout, KIT.scheduler());
    }

    @Override
    public CompletionStage<List<RedisValue>> pipeline(Client client, List<Command> commands, Duration timeout) {
        return Redis.pipeline(client.ref, commands, timeout, KIT.scheduler());
    }

    @Override
    public void stop(Client client) throws Exception {
        Redis.stop(client.ref, LONG, KIT.scheduler()).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        awaitEnd(client);
    }

    /** What it has failed with; null if it has just stopped. */
    Throwable awaitEnd(Client client) throws Exception {
        return client.ended.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Before, all have done what they were at, such as to start a timer; afterwards, what the time has brought them. */
    @Override
    public void pass(Duration time) {
        settle();
        now.addAndGet(time.toNanos());
        OnAServer.time.timePasses(time);
        settle();
    }

    /** Each has dealt with all that was in its mailbox. */
    void settle() {
        TestProbe<ActorIdentity> probe = KIT.createTestProbe();
        for (Client client : clients) {
            Adapter.toClassic(client.ref).tell(new Identify(client), Adapter.toClassic(probe.ref()));
            probe.receiveMessage();
        }
        probe.stop();
    }

    @Override
    public void close() {
        clients.forEach(client -> KIT.stop(client.parent));
    }
}
