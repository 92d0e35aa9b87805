package otp.comparison.speed.jedis;

import otp.redisclient.RedisUri;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisPooled;

/** Opens what is measured. */
final class Connections {
    private Connections() {}

    /** A pool of so many connections, all of which are kept: by default most are closed when they are given back. */
    static JedisPooled open(RedisUri server, int connections) {
        var size = new ConnectionPoolConfig();
        size.setMaxTotal(connections);
        size.setMaxIdle(connections);
        return new JedisPooled(size, server.host(), server.port());
    }
}
