package otp.handrolled.genstatem;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;

/** A state machine that does what a test says, and tells the test each thing that happens to it, as text, in order. */
final class Machine implements GenStatem<String, Integer, Machine.Message> {
    sealed interface Message {}

    record Tell(String what) implements Message {
        @Override
        public String toString() {
            return what;
        }
    }

    record Ask(From<String> from, String what) implements Message {
        @Override
        public String toString() {
            return what;
        }
    }

    interface Handler {
        Transition<String, Integer> handle(String event, String state, int data, Event<Message> whole);
    }

    interface Enterer {
        Entered<Integer> enter(String oldState, String state, int data);
    }

    private final Init<String, Integer> init;
    private final Handler handler;
    private final Enterer enterer;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    Machine(Init<String, Integer> init, Handler handler, Enterer enterer) {
        this.init = init;
        this.handler = handler;
        this.enterer = enterer;
    }

    /** Begins in state a with data 0 and no actions, and does nothing on entering. */
    static Machine of(Handler handler) {
        return new Machine(Init.ok("a", 0), handler, (_, _, data) -> Entered.keep(data));
    }

    /** The next thing that happened; waits ten seconds for it at most. */
    String next() throws InterruptedException {
        String next = seen.poll(10, TimeUnit.SECONDS);
        return next == null ? "(nothing more)" : next;
    }

    @Override
    public Init<String, Integer> init() {
        return init;
    }

    @Override
    public Transition<String, Integer> handleEvent(Event<Message> event, String state, Integer data) {
        String text = switch (event) {
            case Event.Message<Message>(var message) -> message.toString();
            case Event.Info<Message>(var message) -> "info " + message;
            case Event.Internal<Message>(var content) -> "internal " + content;
            case Event.Timeout<Message>(var _, var content) -> "timeout " + content;
        };
        seen.add(text + " in " + state);
        return handler.handle(text, state, data, event);
    }

    @Override
    public Entered<Integer> enter(String oldState, String state, Integer data) {
        seen.add("enter " + state + " from " + oldState);
        return enterer.enter(oldState, state, data);
    }

    @Override
    public void terminate(ExitReason reason, String state, Integer data) {
        seen.add("terminate " + (reason instanceof ExitReason.Crash(var error) ? error.getMessage() : reason) + " in "
                + state + " with " + data);
    }
}
