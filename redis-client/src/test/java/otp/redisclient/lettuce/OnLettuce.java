package otp.redisclient.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.RedisUri;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.Parser;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.ErrorReply;

/** Connections of Lettuce, to be asked as our clients are. Their time passes by itself. */
final class OnLettuce implements Lane<StatefulRedisConnection<byte[], byte[]>> {
    /** The threads, one set for all tests. */
    private static final ClientResources RESOURCES = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();

    /** Of each command, beside the one that the caller gives here: not to come before it. */
    private static final Duration THEIR_TIMEOUT = Duration.ofHours(2);

    private final ClientOptions settings;
    private final List<RedisClient> clients = new ArrayList<>();

    OnLettuce(ClientOptions settings) {
        this.settings = settings;
    }

    private record Name(String word) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return word.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Override
    public StatefulRedisConnection<byte[], byte[]> start(ConnectionOptions options) {
        RedisUri uri = options.uri();
        var theirs = RedisURI.builder()
                .withHost(uri.host())
                .withPort(uri.port())
                .withDatabase(uri.database())
                .withTimeout(THEIR_TIMEOUT)
                .build();
        theirs.setLibraryName(""); // or it begins with CLIENT SETINFO, which no server of a script expects
        theirs.setLibraryVersion("");
        String password = uri.password();
        if (password != null) {
            theirs.setCredentialsProvider(new StaticCredentialsProvider(uri.user(), password.toCharArray()));
        }
        RedisClient client = RedisClient.create(RESOURCES, theirs);
        clients.add(client);
        client.setOptions(settings);
        return client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    public CompletionStage<RedisValue> command(
            StatefulRedisConnection<byte[], byte[]> connection, Command command, Duration timeout) {
        var parts = ((Array) new Parser().feed(command.encoded()).getFirst()).elements();
        var arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        parts.subList(1, parts.size()).forEach(part -> arguments.add(part.asBytes()));
        return connection
                .async()
                .<RedisValue>dispatch(new Name(command.name()), new AnyReply(), arguments)
                .toCompletableFuture()
                .thenApply(reply -> reply)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(named(failure)));
    }

    private static Throwable named(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RedisCommandExecutionException refused -> new CommandException(refused.getMessage());
            case TimeoutException _, RedisCommandTimeoutException _ ->
                new ConnectionException(Reason.TIMEOUT, "", cause);
            default -> new ConnectionException(Reason.DISCONNECTED, cause.toString(), cause);
        };
    }

    /** Lettuce has no pipelines: one after the other without waiting is the same on the wire, if nobody else comes between. */
    @Override
    public CompletionStage<List<RedisValue>> pipeline(
            StatefulRedisConnection<byte[], byte[]> connection, List<Command> commands, Duration timeout) {
        if (commands.isEmpty()) throw new IllegalArgumentException("expected a command or more, got none");
        var replies = commands.stream()
                .map(command -> command(connection, command, timeout)
                        .toCompletableFuture()
                        .exceptionallyCompose(failure -> failure.getCause() instanceof CommandException refused
                                ? CompletableFuture.completedStage(new ErrorReply(refused.getMessage()))
                                : CompletableFuture.failedStage(failure.getCause())))
                .toList();
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(_ -> replies.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void stop(StatefulRedisConnection<byte[], byte[]> connection) {
        connection.close();
    }

    @Override
    public void pass(Duration time) {
        // It does so by itself, and the tests wait for what it brings.
    }

    @Override
    public void close() {
        clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
    }
}
