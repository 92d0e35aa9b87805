package otp.observer.akka.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a dispatcher, and whose message it has taken out last: it runs one actor after the other, and only this tells whose
 * code is on its stack.
 */
final class Runner {
    private static final ThreadLocal<Runner> OF_THIS_THREAD = ThreadLocal.withInitial(Runner::new);

    private final Thread thread = Thread.currentThread();
    private volatile ObservedMailbox.@Nullable Queue running;

    private Runner() {}

    /** The calling thread, which from now on runs the actor with this queue. */
    static Runner now(ObservedMailbox.Queue queue) {
        Runner runner = OF_THIS_THREAD.get();
        runner.running = queue;
        return runner;
    }

    /** The stack of the thread; empty if it ran somebody else before or after it was looked at. */
    List<StackTraceElement> stackFor(ObservedMailbox.Queue queue) {
        if (running != queue) {
            return List.of();
        }
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        boolean inAnActor = stack.stream().anyMatch(call -> call.getClassName().equals("akka.dispatch.Mailbox"));
        return inAnActor && running == queue ? stack : List.of();
    }
}
