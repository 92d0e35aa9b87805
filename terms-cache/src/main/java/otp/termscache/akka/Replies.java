package otp.termscache.akka;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.function.Supplier;

/** How the caches of this lane answer. */
final class Replies {
    private Replies() {}

    /**
     * Answers with a result, or with what it has thrown: also an Error, for which Akka would end the JVM if it left the actor.
     *
     * @param replyTo who has asked
     * @param result makes the answer; it calls the keys' own {@code equals} and {@code hashCode}, which may throw
     */
    static <R> void answer(ActorRef<StatusReply<R>> replyTo, Supplier<R> result) {
        StatusReply<R> reply;
        try {
            reply = StatusReply.success(result.get());
        } catch (Throwable thrown) {
            reply = StatusReply.error(thrown);
        }
        replyTo.tell(reply);
    }
}
