package otp.observer.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.observer.tree.Sizes;

/**
 * A visitor of the application, simulated: a process that lives for some steps. In each it uses the pool and the cache and tells the
 * others in its room. It finds all by name, so it meets whoever has the name now. Should nobody have it, the call exits and the
 * session with it: temporary, so that is all. So one does in OTP.
 */
final class Session implements GenServer<Session.State, Session.Heard> {
    private static final int ROOMS = 4;

    /** How many texts it has got from its room. */
    record Heard(From<Integer> from) {}

    /** What it has done so far, and what it has heard. */
    record State(int steps, int heard) {}

    private enum Tick {
        TICK
    }

    private final long number;
    private final PubSub pubSub;
    private final Duration pause;

    private Session(long number, PubSub pubSub, Duration pause) {
        this.number = number;
        this.pubSub = pubSub;
        this.pause = pause;
    }

    /** The name of a process is an ordinary string here and goes with it. In Elixir an atom stays for ever: use a via name. */
    static ChildSpec childSpec(long number, PubSub pubSub, Duration pause) {
        String name = "session_" + number;
        return GenServer.childSpec(name, () -> new Session(number, pubSub, pause), Options.named(name))
                .withRestart(Restart.TEMPORARY);
    }

    @Override
    public Init<State> init() {
        pubSub.subscribe(room());
        sendAfter(self(), Tick.TICK, pause);
        return Init.ok(new State(0, 0));
    }

    @Override
    public Next<State> handleInfo(Object message, State state) {
        return switch (message) {
            case Tick.TICK -> step(state);
            case PubSub.Published _ -> Next.noreply(new State(state.steps, state.heard + 1));
            default -> GenServer.super.handleInfo(message, state);
        };
    }

    private Next<State> step(State state) {
        long visits = Visits.count(room());
        String key = "session_" + number;
        if (state.steps % 2 == 0) {
            Cache.put(key, visits);
        } else {
            Cache.undo();
        }
        Cache.get(key);
        Cache.get("session_" + (number - 1)); // remembered for a while after its end
        pubSub.publish(room(), key + " was here, visit " + visits);
        var next = new State(state.steps + 1, state.heard);
        if (next.steps == Sizes.STEPS_PER_SESSION) {
            return Next.stop(ExitReason.NORMAL, next);
        }
        sendAfter(self(), Tick.TICK, pause);
        return Next.noreply(next);
    }

    @Override
    public Next<State> handle(Heard message, State state) {
        return Next.reply(message.from(), state.heard, state);
    }

    private String room() {
        return "room " + number % ROOMS;
    }
}
