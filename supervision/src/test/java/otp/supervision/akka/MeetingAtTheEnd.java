package otp.supervision.akka;

import static java.util.concurrent.TimeUnit.SECONDS;

import akka.actor.typed.ActorRef;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CountDownLatch;

/** A child whose end waits for the ends of others: it can only meet them if they are stopped at the same time. */
final class MeetingAtTheEnd {
    private MeetingAtTheEnd() {}

    static Spec<Worker.Command> of(String name, CountDownLatch meeting, ActorRef<String> ended) {
        return Spec.of(Worker.Command.class, name, Behaviors.receive((_, _) -> Behaviors.same(), (_, signal) -> {
            if (signal instanceof PostStop) {
                meeting.countDown();
                ended.tell(name + (meeting.await(10, SECONDS) ? " met" : " was alone"));
            }
            return Behaviors.same();
        }));
    }
}
