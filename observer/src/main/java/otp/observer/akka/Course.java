package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guardian: the root of the tree.
 *
 * <p>When an Akka actor stops, it stops its children all at once. To stop them in order, as OTP's supervisor does by itself, it
 * has to stop one, wait for its {@code Terminated}, and stop the next: {@link #stoppingClient}, {@link #stoppingServers}.
 */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.akka");

    private Course() {}

    /** What it understands. */
    enum Message {
        /** Stop all, in order. */
        STOP
    }

    static Behavior<Message> create(Duration pause) {
        return Behaviors.setup(context -> {
            ActorRef<Void> servers = Supervised.child(context, "servers", "Supervisor", Servers.create());
            ActorRef<Client.Message> client = Supervised.child(context, "client", "Client", Client.create(pause));
            return running(servers, client);
        });
    }

    // A Terminated that nobody handles is a child that gave up: the guardian fails, and the system with it.
    private static Behavior<Message> running(ActorRef<Void> servers, ActorRef<Client.Message> client) {
        return Behaviors.receive((context, message) -> switch (message) {
            case STOP -> {
                context.stop(client);
                yield stoppingClient(context, servers);
            }
        });
    }

    private static Behavior<Message> stoppingClient(ActorContext<Message> context, ActorRef<Void> servers) {
        return Behaviors.receive(Message.class)
                .onMessageEquals(Message.STOP, Behaviors::same)
                .onSignal(Terminated.class, _ -> {
                    LOG.info("client has stopped");
                    context.stop(servers);
                    return stoppingServers();
                })
                .build();
    }

    private static Behavior<Message> stoppingServers() {
        return Behaviors.receive(Message.class)
                .onMessageEquals(Message.STOP, Behaviors::same)
                .onSignal(Terminated.class, _ -> {
                    LOG.info("servers has stopped");
                    return Behaviors.stopped();
                })
                .build();
    }
}
