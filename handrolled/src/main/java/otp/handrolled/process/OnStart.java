package otp.handrolled.process;

import java.util.Objects;
import java.util.function.Function;

/**
 * What a start function returns: {@code {:ok, pid} | {:ok, pid, info} | {:error, reason} | :ignore}.
 *
 * @param <A> how the started process is addressed: its {@link Pid}, or a typed reference
 */
public sealed interface OnStart<A> {
    /** {@code {:ok, address}}: it runs, and its {@code init} has returned. */
    record Ok<A>(A address) implements OnStart<A> {}

    /**
     * {@code {:ok, address, info}}: it runs, and its start function has a word for whoever asked for the start. Only start
     * functions of one's own say so; no behaviour does.
     */
    record OkWithInfo<A>(A address, Object info) implements OnStart<A> {
        public OkWithInfo {
            Objects.requireNonNull(info, "expected the info, got null: without one return Ok");
        }
    }

    /** {@code {:error, reason}}: it did not start; nothing of it is left. */
    record Failed<A>(ExitReason reason) implements OnStart<A> {}

    /** {@code :ignore}: it decided not to run. */
    record Ignored<A>() implements OnStart<A> {}

    /**
     * The address, for a start that must succeed: Elixir's match {@code {:ok, pid} = …}.
     *
     * @return the address
     * @throws ProcessExit if there is none, with the reason it failed with
     */
    default A get() {
        return switch (this) {
            case Ok<A>(var address) -> address;
            case OkWithInfo<A>(var address, var _) -> address;
            case Failed<A>(var reason) -> throw new ProcessExit(reason);
            case Ignored<A>() -> throw new ProcessExit(ExitReason.term("ignore"));
        };
    }

    /**
     * The same outcome with another address in it.
     *
     * @param change from this address to the other
     * @param <B> the other address
     * @return the outcome
     */
    default <B> OnStart<B> map(Function<? super A, ? extends B> change) {
        return switch (this) {
            case Ok<A>(var address) -> new Ok<>(change.apply(address));
            case OkWithInfo<A>(var address, var info) -> new OkWithInfo<>(change.apply(address), info);
            case Failed<A>(var reason) -> new Failed<>(reason);
            case Ignored<A>() -> new Ignored<>();
        };
    }
}
