package otp.redispool.akka;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;

/** What Lettuce's failures are in the words of lesson 3. Of a connection that is lost it tells in several ways, some of them Netty's. */
final class Failures {
    private Failures() {}

    static Throwable named(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RedisCommandExecutionException refused -> new CommandException(String.valueOf(refused.getMessage()));
            case TimeoutException _ -> new ConnectionException(Reason.TIMEOUT, "", cause);
            // Whether it was sent is not always told, and so it counts as sent.
            default -> new ConnectionException(Reason.DISCONNECTED, cause.toString(), cause);
        };
    }
}
