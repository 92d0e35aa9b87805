package otp.supervision.akka;

import static java.util.concurrent.TimeUnit.SECONDS;

import akka.actor.typed.ActorRef;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Holds a worker (with a {@link Life}) up in the middle of a message, from {@link #before} until it is opened. */
final class Gate implements AutoCloseable {
    private static final Map<String, Gate> CLOSED = new ConcurrentHashMap<>();

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate() {}

    /** Waits until the worker stands before the gate: busy with a message that it remembers when the gate is open. */
    static Gate before(ActorRef<Worker.Command> worker) {
        var gate = new Gate();
        String text = "gate " + UUID.randomUUID();
        CLOSED.put(text, gate);
        worker.tell(new Worker.Remember(text));
        await(gate.reached);
        return gate;
    }

    /** What a worker does with each text. */
    static void pass(String text) {
        Gate gate = CLOSED.remove(text);
        if (gate != null) {
            gate.reached.countDown();
            await(gate.open);
        }
    }

    /** Opens it. A second time does nothing. */
    @Override
    public void close() {
        open.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, SECONDS)) {
                throw new AssertionError("a gate was not reached or not opened within 30 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
