package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.dispatch.Envelope;
import akka.dispatch.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedMailboxTest {
    private final ObservedMailbox.Queue queue = new ObservedMailbox.Queue(null, new ObserverClock(() -> 0));

    @Test
    void isEmptyAtFirst() {
        assertThat(queue.hasMessages()).isFalse();
        assertThat(queue.numberOfMessages()).isZero();
        assertThat(queue.dequeue()).isNull();
        assertThat(queue.handled()).isZero();
    }

    @Test
    void givesWhatCameInFirst() {
        queue.enqueue(ActorRef.noSender(), envelope("one"));
        queue.enqueue(ActorRef.noSender(), envelope("two"));

        assertThat(queue.dequeue().message()).isEqualTo("one");
    }

    @Test
    void countsWhatWaitsAndWhatWasTakenOut() {
        queue.enqueue(ActorRef.noSender(), envelope("one"));
        queue.enqueue(ActorRef.noSender(), envelope("two"));
        queue.enqueue(ActorRef.noSender(), envelope("three"));
        queue.dequeue();

        assertThat(queue.numberOfMessages()).isEqualTo(2);
        assertThat(queue.handled()).isEqualTo(1);
    }

    @Test
    void handsWhatIsLeftToTheDeadLetters() {
        queue.enqueue(ActorRef.noSender(), envelope("one"));
        queue.enqueue(ActorRef.noSender(), envelope("two"));
        var deadLetters = new ObservedMailbox.Queue(null, new ObserverClock(() -> 0));

        queue.cleanUp(ActorRef.noSender(), deadLetters);

        assertThat(drained(deadLetters)).containsExactly("one", "two");
        assertThat(queue.numberOfMessages()).isZero();
    }

    private static List<Object> drained(MessageQueue queue) {
        var messages = new ArrayList<>();
        while (queue.hasMessages()) {
            messages.add(queue.dequeue().message());
        }
        return messages;
    }

    private static Envelope envelope(String message) {
        return new Envelope(message, ActorRef.noSender());
    }
}
