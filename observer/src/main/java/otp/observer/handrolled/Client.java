package otp.observer.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.List;
import otp.concurrency.handrolled.SharedState;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.From;
import otp.handrolled.process.ServerRef;

/**
 * Gives the servers something to do: one round of messages after each pause.
 *
 * <p>It knows the servers by name, so it finds the one that a supervisor has put in the place of another. Should a name be free
 * when it calls, the call exits and the client with it, and is started again: so one does in OTP.
 */
final class Client implements GenServer<Integer, Client.Rounds> {

    /** How many rounds are done. */
    record Rounds(From<Integer> from) {}

    private enum Tick {
        TICK
    }

    private final Duration pause;
    private final List<String> states;
    private final List<String> stacks;

    Client(Duration pause, List<String> states, List<String> stacks) {
        this.pause = pause;
        this.states = states;
        this.stacks = stacks;
    }

    @Override
    public Init<Integer> init() {
        sendAfter(self(), Tick.TICK, pause);
        return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer rounds) {
        if (message != Tick.TICK) {
            return GenServer.super.handleInfo(message, rounds);
        }
        for (String name : states) {
            var state = new SharedState<Integer>(ServerRef.named(name).pid());
            SharedState.update(state, count -> count + 1);
            SharedState.get(state);
        }
        for (String name : stacks) {
            ServerRef<Stack.Message<Integer>> stack = ServerRef.named(name);
            GenServer.cast(stack, new Stack.Push<>(rounds));
            GenServer.call(stack, Stack.Pop<Integer>::new);
        }
        sendAfter(self(), Tick.TICK, pause);
        return Next.noreply(rounds + 1);
    }

    @Override
    public Next<Integer> handle(Rounds message, Integer rounds) {
        return Next.reply(message.from(), rounds, rounds);
    }
}
