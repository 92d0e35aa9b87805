package otp.handrolled.agent;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;

/** The server behind an agent: Elixir's {@code Agent.Server}. It does what the functions say that it is sent. */
record AgentServer<S>(Supplier<? extends S> initial) implements GenServer<S, Agent.Message<S>> {
    @Override
    public Init<S> init() {
        S state = initial.get();
        return state == null ? Init.stop(new ExitReason.BadReturnValue(null)) : Init.ok(state);
    }

    @Override
    public Next<S> handle(Agent.Message<S> message, S state) {
        return switch (message) {
            case Agent.Get<S, ?> get -> get(get, state);
            case Agent.GetAndUpdate<S, ?> getAndUpdate -> getAndUpdate(getAndUpdate, state);
            case Agent.Update<S>(var from, var function) -> {
                S newState = function.apply(state);
                yield newState == null ? badReturn(state) : Next.reply(from, true, newState);
            }
            case Agent.Cast<S>(var function) -> {
                S newState = function.apply(state);
                yield newState == null ? badReturn(state) : Next.noreply(newState);
            }
        };
    }

    private <R extends @Nullable Object> Next<S> get(Agent.Get<S, R> get, S state) {
        return Next.reply(get.from(), get.function().apply(state), state);
    }

    private <R extends @Nullable Object> Next<S> getAndUpdate(Agent.GetAndUpdate<S, R> message, S state) {
        Agent.Pair<? extends R, ? extends S> pair = message.function().apply(state);
        if (pair == null) {
            return badReturn(state);
        }
        From<R> from = message.from();
        return Next.reply(from, pair.value(), pair.state());
    }

    /** No state is no state: in Elixir {@code nil} is one like any other, in Java it is a mistake that would show up later. */
    private Next<S> badReturn(S state) {
        return Next.stop(new ExitReason.BadReturnValue(null), state);
    }
}
