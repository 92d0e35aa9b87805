package otp.observer.akka.internal;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.dispatch.Envelope;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;
import akka.dispatch.UnboundedMessageQueueSemantics;
import com.typesafe.config.Config;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * An unbounded mailbox that knows its length and counts what was taken out, where Akka's own has to be walked to be measured and
 * counts nothing. Uses Akka's public API only. Named in {@code application.conf}, so it is in force only where the observer is on
 * the class path, and the actors know nothing of it.
 */
public final class ObservedMailbox implements MailboxType, ProducesMessageQueue<ObservedMailbox.Queue> {

    /** Called by Akka, which wants a constructor with these two. */
    public ObservedMailbox(ActorSystem.Settings settings, Config config) {}

    @Override
    public Queue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Queue();
    }

    /** The queue of one actor: anybody enqueues, one thread at a time dequeues, and anybody may look. */
    public static final class Queue implements MessageQueue, UnboundedMessageQueueSemantics {
        private final ConcurrentLinkedQueue<Envelope> envelopes = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        // Written by whoever runs the actor; from one of those to the next, Akka hands over with a volatile write and
        // read.
        private volatile long handled;

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            // First the count: whoever looks in between sees one too many, and never one less than none.
            waiting.incrementAndGet();
            envelopes.add(envelope);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
        public @Nullable Envelope dequeue() {
            Envelope envelope = envelopes.poll();
            if (envelope != null) {
                waiting.decrementAndGet();
                handled++;
            }
            return envelope;
        }

        @Override
        public int numberOfMessages() {
            return waiting.get();
        }

        @Override
        public boolean hasMessages() {
            return !envelopes.isEmpty();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            for (Envelope envelope = envelopes.poll(); envelope != null; envelope = envelopes.poll()) {
                waiting.decrementAndGet();
                deadLetters.enqueue(owner, envelope);
            }
        }

        /** How many messages the actor has taken out so far. */
        long handled() {
            return handled;
        }
    }
}
