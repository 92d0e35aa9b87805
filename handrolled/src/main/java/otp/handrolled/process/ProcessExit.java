package otp.handrolled.process;

import java.util.Objects;

/**
 * How {@code exit/1} travels up the stack: Elixir's {@code catch :exit, reason} is {@code catch (ProcessExit exit)} here.
 *
 * <p>It is an {@link Error} so that the {@code catch (Exception e)} of ordinary code, like Elixir's {@code rescue}, lets it
 * pass. Code that catches {@link Throwable} holds up an {@code exit(reason)} of its own, as {@code catch} does in Erlang; it
 * cannot hold up an exit <em>signal</em>: the process is dead by then, and each further call into the runtime throws again.
 */
public final class ProcessExit extends Error {
    private static final long serialVersionUID = 1L;

    private final transient ExitReason reason;

    /**
     * An exit to be thrown.
     *
     * @param reason why
     */
    public ProcessExit(ExitReason reason) {
        super(null, null, false, true);
        this.reason = Objects.requireNonNull(reason, "expected an exit reason, got null");
    }

    /** The reason as text. Made when asked for: most exits are never printed, and a reason may hold all that a call asked. */
    @Override
    public String getMessage() {
        return Inspect.inspect(reason);
    }

    /**
     * Why.
     *
     * @return the exit reason
     */
    public ExitReason reason() {
        return reason;
    }
}
