package otp.handrolled.introspection;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Gen;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.SystemMessage;
import otp.handrolled.process.Timeouts;

/**
 * Talks to a server, whatever its callbacks do: {@code :sys}. For tests, debugging and repair, not for daily business.
 *
 * <pre>{@code
 * Sys.suspend(server);                                     // handles nothing but system messages from here on
 * Object state = Sys.getState(server);
 * Sys.replaceState(server, old -> ((Integer) old) + 1);    // the caller knows the type of the state
 * Sys.resume(server);
 * }</pre>
 *
 * <p>Each function sends a message and waits for the answer, five seconds if not told otherwise. A server that is busy in a
 * callback answers when it is done. All throw {@link ProcessExit} with {@link ExitReason.CallFailed} around {@code noproc}, {@code
 * timeout}, {@code calling_self} or what the server died of. Thread-safe; they may be called from a thread that is no process.
 */
public final class Sys {
    private Sys() {}

    /**
     * The state of a server: {@code :sys.get_state/1}. The object itself and no copy: do not change it.
     *
     * @param server whom
     * @return its state
     */
    public static @Nullable Object getState(ServerRef<?> server) {
        return getState(server, Timeouts.DEFAULT);
    }

    /**
     * The same with a timeout.
     *
     * @param server whom
     * @param timeout how long to wait
     * @return its state
     */
    public static @Nullable Object getState(ServerRef<?> server, Duration timeout) {
        return Gen.<SystemMessage, @Nullable Object>call(
                "Sys.getState", server, server.whereis(), SystemMessage.GetState::new, timeout);
    }

    /**
     * Gives a server another state: {@code :sys.replace_state/2}. Nothing checks that it is of the right type: a wrong one crashes
     * the server at its next message.
     *
     * @param server whom
     * @param change makes the new state from the old one; runs in the server
     * @return the new state
     * @throws IllegalStateException if the function threw, with what it threw as the cause; the server keeps its state and lives
     */
    public static @Nullable Object replaceState(ServerRef<?> server, UnaryOperator<@Nullable Object> change) {
        return replaceState(server, change, Timeouts.DEFAULT);
    }

    /**
     * The same with a timeout. When it is over, the state may still be replaced later.
     *
     * @param server whom
     * @param change makes the new state from the old one; runs in the server
     * @param timeout how long to wait
     * @return the new state
     * @throws IllegalStateException if the function threw
     */
    public static @Nullable Object replaceState(
            ServerRef<?> server, UnaryOperator<@Nullable Object> change, Duration timeout) {
        SystemMessage.Replaced replaced = Gen.<SystemMessage, SystemMessage.Replaced>call(
                "Sys.replaceState",
                server,
                server.whereis(),
                from -> new SystemMessage.ReplaceState(from, change),
                timeout);
        return switch (replaced) {
            case SystemMessage.Replaced.By(var state) -> state;
            case SystemMessage.Replaced.Failed(var error) ->
                throw new IllegalStateException(
                        "the function given to replaceState threw; " + server + " keeps the state it had", error);
        };
    }

    /**
     * Makes a server wait: {@code :sys.suspend/1}. It handles system messages and the exit of its parent only; all else stays in
     * its mailbox. Suspending twice is no error.
     *
     * @param server whom
     */
    public static void suspend(ServerRef<?> server) {
        suspend(server, Timeouts.DEFAULT);
    }

    /**
     * The same with a timeout. When it is over, the server may still be suspended later.
     *
     * @param server whom
     * @param timeout how long to wait
     */
    public static void suspend(ServerRef<?> server, Duration timeout) {
        Gen.<SystemMessage, Boolean>call("Sys.suspend", server, server.whereis(), SystemMessage.Suspend::new, timeout);
    }

    /**
     * Lets a suspended server go on where it stopped: {@code :sys.resume/1}. No error if it was not suspended.
     *
     * @param server whom
     */
    public static void resume(ServerRef<?> server) {
        resume(server, Timeouts.DEFAULT);
    }

    /**
     * The same with a timeout.
     *
     * @param server whom
     * @param timeout how long to wait
     */
    public static void resume(ServerRef<?> server, Duration timeout) {
        Gen.<SystemMessage, Boolean>call("Sys.resume", server, server.whereis(), SystemMessage.Resume::new, timeout);
    }
}
