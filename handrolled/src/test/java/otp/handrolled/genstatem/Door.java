package otp.handrolled.genstatem;

import static otp.handrolled.genstatem.Transition.keepStateAndData;
import static otp.handrolled.genstatem.Transition.nextState;

import otp.handrolled.process.From;

/** The example of {@link GenStatem}: a door that counts how often it was opened. */
public final class Door implements StateFunctions<Door.State, Integer, Door.Message> {
    enum State {
        OPEN,
        CLOSED
    }

    sealed interface Message {
        record Push() implements Message {}

        record HowOften(From<Integer> from) implements Message {}
    }

    @Override
    public Init<State, Integer> init() {
        return Init.ok(State.CLOSED, 0);
    }

    @Override
    public StateFunction<State, Integer, Message> function(State state) {
        return switch (state) {
            case CLOSED -> this::closed;
            case OPEN -> this::open;
        };
    }

    private Transition<State, Integer> closed(Event<Message> event, Integer opened) {
        return event instanceof Event.Message<Message>(Message.Push())
                ? nextState(State.OPEN, opened + 1)
                : inBoth(event, opened);
    }

    private Transition<State, Integer> open(Event<Message> event, Integer opened) {
        return event instanceof Event.Message<Message>(Message.Push())
                ? nextState(State.CLOSED, opened)
                : inBoth(event, opened);
    }

    private static Transition<State, Integer> inBoth(Event<Message> event, Integer opened) {
        return event instanceof Event.Message<Message>(Message.HowOften(var from))
                ? keepStateAndData(Action.reply(from, opened))
                : keepStateAndData();
    }
}
