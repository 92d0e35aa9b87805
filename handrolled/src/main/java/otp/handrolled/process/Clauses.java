package otp.handrolled.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of a {@code receive}: patterns on the left, bodies on the right.
 *
 * <pre>{@code
 * receive(message -> switch (message) {
 *     case Reply(var ref, var value) when ref.equals(mine) -> () -> value;
 *     case Down(var ref, _, var reason) when ref.equals(mine) -> () -> exit(reason);
 *     default -> null;                                    // not for us: it stays in the mailbox
 * })
 * }</pre>
 *
 * <p>The match runs for each message that is looked at; the body, which it returns, runs after the message has been taken out, so
 * a body may receive again and a match may not.
 *
 * @param <T> what the bodies return
 */
@FunctionalInterface
public interface Clauses<T extends @Nullable Object> {
    /**
     * Does a clause fit?
     *
     * @param message the message to look at
     * @return the body to run, or null to leave the message where it is
     */
    @Nullable
    Supplier<? extends T> match(Object message);
}
