package otp.redispool.handrolled;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.redisclient.handrolled.ConnectionStatus;
import otp.redisclient.handrolled.RedisConnection;
import otp.redisclient.handrolled.Request;
import otp.redispool.Chooser;
import otp.redispool.MemberStatus;
import otp.redispool.MemberStatus.State;
import otp.redispool.PoolOptions;

/**
 * The member table of a pool: a persistent term, because every command reads it and it never changes. It holds names and no pids. A
 * connection that is started again has another pid and the same name, so that nothing has to be put anew, which is what a
 * persistent term is bad at.
 */
record Members(PoolOptions options, List<ServerRef<Request>> connections, Chooser chooser) {

    static Members of(Node node, PoolOptions options) {
        return new Members(
                options,
                options.members()
                        .map(name -> ServerRef.<Request>named(node, new ServerName.Local(name)))
                        .toList(),
                new Chooser(
                        options.choice(), bound -> ThreadLocalRandom.current().nextInt(bound)));
    }

    /** Where the one of the pool with this name is kept. */
    static PersistentTerm<Members> term(String pool) {
        return new PersistentTerm<>("otp.redispool." + pool);
    }

    /** How they are now. Asks none of them. */
    List<MemberStatus> status() {
        List<String> names = options.members().toList();
        return IntStream.range(0, names.size())
                .mapToObj(place -> status(names.get(place), connections.get(place)))
                .toList();
    }

    private static MemberStatus status(String name, ServerRef<Request> connection) {
        return RedisConnection.status(connection)
                .map(status -> new MemberStatus(name, stateOf(status), status.pending(), status.connections()))
                .orElse(new MemberStatus(name, State.DOWN, 0, 0));
    }

    private static State stateOf(ConnectionStatus status) {
        return switch (status.state()) {
            case CONNECTED -> State.UP;
            case CONNECTING -> State.CONNECTING;
            case DISCONNECTED -> State.DOWN;
        };
    }
}
