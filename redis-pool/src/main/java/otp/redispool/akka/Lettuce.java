package otp.redispool.akka;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletionStage;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redispool.PoolOptions;

/** The client of Lettuce that a pool has, with its threads. */
final class Lettuce {
    private static final int THREADS = 2;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    private Lettuce(ClientResources resources, RedisClient client, RedisURI uri) {
        this.resources = resources;
        this.client = client;
        this.uri = uri;
    }

    static Lettuce open(PoolOptions options) {
        // Not RedisClient.create(uri), which would take a thread for each processor.
        var resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        ConnectionOptions connection = options.connection();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // A command is done once at most, and nobody waits for a server that is gone.
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                // Each caller says how long. One that has given up keeps its place, or replies would be shifted.
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connection.connectTimeout())
                        .build())
                .build());
        return new Lettuce(resources, client, uri(connection));
    }

    private static RedisURI uri(ConnectionOptions connection) {
        RedisUri ours = connection.uri();
        RedisURI uri = RedisURI.builder()
                .withHost(ours.host())
                .withPort(ours.port())
                .withDatabase(ours.database())
                .withTimeout(connection.connectTimeout())
                .build();
        String password = ours.password();
        if (password != null) {
            uri.setCredentialsProvider(new StaticCredentialsProvider(ours.user(), password.toCharArray()));
        }
        return uri;
    }

    <K, V> CompletionStage<StatefulRedisConnection<K, V>> connect(RedisCodec<K, V> codec) {
        return client.connectAsync(codec, uri);
    }

    /** Closes all connections and ends the threads. Does not wait for that. */
    void close() {
        client.shutdownAsync().thenRun(resources::shutdown);
    }
}
