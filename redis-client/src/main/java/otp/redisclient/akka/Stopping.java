package otp.redisclient.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.util.List;
import java.util.stream.Stream;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.akka.Event.FromSocket;
import otp.redisclient.akka.Event.Postponed;
import otp.redisclient.akka.Event.Tick;
import otp.redisclient.akka.Redis.Await;
import otp.redisclient.akka.Redis.Request;
import otp.redisclient.akka.Redis.Stop;
import otp.redisclient.akka.SocketOwner.Ended;

/** The last state of each client: until its socket is closed. */
final class Stopping {
    private static final ConnectionException WHY = closed("it is being stopped");

    private Stopping() {}

    /** Closes a socket, answers when it is closed, and stops. */
    static Behavior<Event> of(ActorRef<SocketOwner.Message> owner, ActorRef<StatusReply<Done>> replyTo) {
        owner.tell(new SocketOwner.Close());
        return until(owner, List.of(replyTo));
    }

    private static Behavior<Event> until(
            ActorRef<SocketOwner.Message> owner, List<ActorRef<StatusReply<Done>>> whoWait) {
        return Behaviors.receiveMessage(event -> switch (event) {
            case Request request -> refused(request, WHY);
            case Postponed(var request, var _) -> refused(request, WHY);
            case Await(var replyTo) -> {
                replyTo.tell(StatusReply.error(WHY));
                yield Behaviors.same();
            }
            case Stop(var another) ->
                until(owner, Stream.concat(whoWait.stream(), Stream.of(another)).toList());
            case FromSocket(Ended(var ended, var _))
            when ended.equals(owner) -> {
                whoWait.forEach(Stopping::done);
                yield Behaviors.stopped();
            }
            case FromSocket _, Tick _ -> Behaviors.same();
        });
    }

    /** Answers a request that was not sent. */
    static Behavior<Event> refused(Request request, ConnectionException why) {
        request.replyTo().tell(StatusReply.error(why));
        return Behaviors.same();
    }

    /** Answers that it is so. */
    static Behavior<Event> done(ActorRef<StatusReply<Done>> replyTo) {
        replyTo.tell(StatusReply.success(Done.getInstance()));
        return Behaviors.same();
    }

    static ConnectionException overloaded() {
        return new ConnectionException(Reason.OVERLOADED, "there is room for " + Pending.LIMIT, null);
    }

    static ConnectionException closed(String detail) {
        return new ConnectionException(Reason.CLOSED, detail, null);
    }
}
