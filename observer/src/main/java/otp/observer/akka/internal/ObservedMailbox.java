package otp.observer.akka.internal;

import akka.actor.ActorCell;
import akka.actor.ActorRef;
import akka.actor.ActorRefWithCell;
import akka.actor.ActorSystem;
import akka.actor.InternalActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.internal.adapter.ActorAdapter;
import akka.dispatch.Envelope;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import akka.dispatch.ProducesMessageQueue;
import akka.dispatch.UnboundedMessageQueueSemantics;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Text;
import scala.Option;

/**
 * An unbounded mailbox that knows its length and counts what was taken out, where Akka's own has to be walked to be measured and
 * counts nothing. As every actor gets one at its birth and loses it at its death, it also knows when that was, and how often the
 * actor was started again. Named in {@code application.conf}, so it is in force only where the observer is on the class path, and
 * the actors know nothing of it.
 */
public final class ObservedMailbox implements MailboxType, ProducesMessageQueue<ObservedMailbox.Queue> {
    private static final ObserverClock SYSTEM = new ObserverClock(System::nanoTime);

    private final ObserverClock clock;

    /** Called by Akka, which wants a constructor with these two. */
    public ObservedMailbox(ActorSystem.Settings settings, Config config) {
        this.clock = settings.setup().get(ObserverClock.class).orElse(SYSTEM);
    }

    @Override
    public Queue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Queue(owner.isDefined() ? owner.get() : null, clock);
    }

    /** The queue of an actor, if it is one of these. */
    static @Nullable Queue of(ActorRef actor) {
        return actor instanceof ActorRefWithCell withCell
                        && withCell.underlying() instanceof ActorCell cell
                        && cell.mailbox() != null
                        && cell.mailbox().messageQueue() instanceof Queue queue
                ? queue
                : null;
    }

    /** The queue of one actor: anybody enqueues, one thread at a time dequeues, and anybody may look. */
    public static final class Queue implements MessageQueue, UnboundedMessageQueueSemantics {
        private final ConcurrentLinkedQueue<Envelope> envelopes = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        // Written by whoever runs the actor; from one of those to the next, Akka hands over with a volatile write and
        // read.
        private volatile long handled;

        private volatile @Nullable Runner runner;

        private final @Nullable ActorRef owner;
        private final Restarts restarts;
        private final int before;
        private final Predecessors predecessors = new Predecessors();

        Queue(@Nullable ActorRef owner, ObserverClock clock) {
            this.owner = owner;
            this.restarts = new Restarts(clock);
            Queue parent = parent();
            this.before = parent == null || owner == null
                    ? 0
                    : parent.predecessors.successor(owner.path().name());
        }

        private @Nullable Queue parent() {
            return owner instanceof InternalActorRef internal ? of(internal.getParent()) : null;
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            // First the count: whoever looks in between sees one too many, and never one less than none.
            waiting.incrementAndGet();
            envelopes.add(envelope);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
        public @Nullable Envelope dequeue() {
            Behavior<?> behavior = behavior();
            if (behavior != null) {
                restarts.look(behavior);
            }
            Envelope envelope = envelopes.poll();
            if (envelope != null) {
                waiting.decrementAndGet();
                handled++;
                runner = Runner.now(this);
                if (envelope.message() == Crash.MESSAGE && adapter() instanceof ActorAdapter<?> adapter) {
                    Crash.prepare(adapter);
                }
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
            Queue parent = parent();
            if (parent != null) {
                parent.predecessors.ended(owner.path().name(), restarts());
            }
            for (Envelope envelope = envelopes.poll(); envelope != null; envelope = envelopes.poll()) {
                waiting.decrementAndGet();
                deadLetters.enqueue(owner, envelope);
            }
        }

        /** How many messages the actor has taken out so far. */
        long handled() {
            return handled;
        }

        /**
         * How often the actor was started again since its parent was born: in place, and by another that took its name. Its
         * parent's own restart in place is no birth. A classic actor is restarted by other means, which are not counted here.
         */
        int restarts() {
            return before + restarts.total();
        }

        /** How long ago it was born, or last began anew in place. */
        Duration age() {
            return restarts.age();
        }

        /**
         * A look from outside, for a restart after which no message was taken. Only while nobody runs the actor: then what its
         * threads have written is there to be read.
         */
        void look() {
            Behavior<?> behavior = isAtRest() ? behavior() : null;
            if (behavior != null) {
                long then = handled;
                if (isAtRest() && handled == then) {
                    restarts.look(behavior);
                }
            }
        }

        /** The messages that wait, as text, the oldest first. One may be missed or shown although it is taken just now. */
        List<String> messages(int limit) {
            return envelopes.stream()
                    .limit(limit)
                    .map(envelope -> Text.of(envelope.message()))
                    .toList();
        }

        /** Where the thread that handles a message for the actor is in the code; empty while none does. */
        List<StackTraceElement> stack() {
            Runner now = runner;
            return now == null || isAtRest() ? List.of() : now.stackFor(this);
        }

        /** What there is to read of a behavior that nobody runs meanwhile; nothing if somebody does, or there is none. */
        <T> Optional<T> atRest(Function<Behavior<?>, T> read) {
            Behavior<?> behavior = isAtRest() ? behavior() : null;
            return behavior == null ? Optional.empty() : Optional.of(read.apply(behavior));
        }

        boolean isClassic() {
            return owner instanceof ActorRefWithCell withCell
                    && withCell.underlying() instanceof ActorCell cell
                    && cell.actor() != null
                    && !(cell.actor() instanceof ActorAdapter<?>);
        }

        private boolean isAtRest() {
            return owner instanceof ActorRefWithCell withCell
                    && withCell.underlying() instanceof ActorCell cell
                    && !cell.mailbox().isScheduled();
        }

        /** What the actor will do with the next message; null before it has begun, and for an actor that is not typed. */
        @Nullable
        Behavior<?> behavior() {
            ActorAdapter<?> adapter = adapter();
            return adapter == null ? null : adapter.currentBehavior();
        }

        private @Nullable ActorAdapter<?> adapter() {
            return owner instanceof ActorRefWithCell withCell
                            && withCell.underlying() instanceof ActorCell cell
                            && cell.actor() instanceof ActorAdapter<?> adapter
                    ? adapter
                    : null;
        }
    }
}
