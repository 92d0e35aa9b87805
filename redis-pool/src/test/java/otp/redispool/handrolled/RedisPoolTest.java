package otp.redispool.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervision;
import otp.handrolled.supervisor.Supervisor;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redispool.Choice;
import otp.redispool.MemberStatus;
import otp.redispool.PoolContract;
import otp.redispool.PoolOptions;
import otp.testkit.log.LogCapture;

class RedisPoolTest extends PoolContract<RedisPool> {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final Node node = Node.start();
    private ServerRef<Supervisor.Message> root;

    /** The supervisor above the pools. */
    @BeforeEach
    void startRoot() throws Exception {
        var started = new CompletableFuture<ServerRef<Supervisor.Message>>();
        node.spawn(() -> {
            started.complete(Supervisor.startLink(List.of(), Flags.oneForOne()).get());
            Processes.receive(_ -> null); // linked: it goes with this process
        });
        root = started.get(20, TimeUnit.SECONDS);
    }

    @Override
    protected void close() {
        node.close();
    }

    // region lane
    @Override
    protected RedisPool startPool(PoolOptions options) {
        Supervisor.startChild(root, RedisPool.childSpec(options)).get();
        return RedisPool.named(node, options.name());
    }

    @Override
    protected void stop(RedisPool pool) {
        Supervisor.terminateChild(root, pool.toString());
        Supervisor.deleteChild(root, pool.toString());
    }

    @Override
    protected void set(RedisPool pool, String key, String value) {
        pool.command("SET", key, value);
    }

    @Override
    protected String get(RedisPool pool, String key) {
        return pool.command("GET", key).asOptionalText().orElse(null);
    }

    @Override
    protected long clientId(RedisPool pool) {
        return pool.command("CLIENT", "ID").asLong();
    }

    @Override
    protected CompletionStage<?> popOrWait(RedisPool pool, String list) {
        return inTheBackground(() -> pool.command(Command.of("BLPOP", list, "0"), Timeouts.INFINITY));
    }

    @Override
    protected void push(RedisPool pool, String list, String value) {
        pool.command("RPUSH", list, value);
    }

    @Override
    protected void cut(RedisPool pool, long clientId) {
        pool.command("CLIENT", "KILL", "ID", Long.toString(clientId), "SKIPME", "no");
    }

    @Override
    protected int connections(RedisPool pool) {
        return (int) pool.command("CLIENT", "LIST").asText().lines().count();
    }

    @Override
    protected List<MemberStatus> status(RedisPool pool) {
        return pool.status();
    }

    @Override
    protected void crash(RedisPool pool, String member) {
        node.exit(pid(member), ExitReason.KILL);
    }

    @Override
    protected Object identity(RedisPool pool, String member) {
        return pid(member);
    }

    @Override
    protected int restartsOfThePool(RedisPool pool) {
        return Supervision.of(root.pid()).orElseThrow().restartsOf(pid(pool.toString()));
    }

    // endregion

    private int terms() throws Exception {
        return node.run(() -> PersistentTerm.count());
    }

    private Pid pid(String name) {
        return node.whereis(name).orElseThrow();
    }

    @Tag("B25")
    @Test
    void theMemberTableIsErasedWhenThePoolStops() throws Exception {
        RedisPool pool = startUp(options(Choice.RANDOM, SOON));
        assertThat(terms()).isEqualTo(1);
        stop(pool);
        assertThat(terms()).isZero();
    }

    @Tag("B25")
    @Test
    void theMemberTableIsErasedWhenThePoolIsKilled() throws Exception {
        ChildSpec pool = RedisPool.childSpec(options(Choice.RANDOM, SOON)).withRestart(Restart.TEMPORARY);
        Supervisor.startChild(root, pool).get();
        assertThat(terms()).isEqualTo(1);
        node.exit(pid("pool"), ExitReason.KILL);
        await().until(() -> terms() == 0);
    }

    @Test
    void aMemberTableWhoseProcessIsKilledIsThereAllTheTime() throws Exception {
        RedisPool pool = startUp(options(Choice.RANDOM, SOON));
        Pid keeper = pid("pool_members");
        node.exit(keeper, ExitReason.KILL);
        assertThat(pool.command("PING").asText()).isEqualTo("PONG");
        await().until(() ->
                node.whereis("pool_members").filter(now -> now != keeper).isPresent());
        assertThat(pool.command("PING").asText()).isEqualTo("PONG");
    }

    @Test
    void manyCommandsMayGoInOnePiece() throws Exception {
        RedisPool pool = startUp(options(Choice.RANDOM, SOON));
        List<RedisValue> replies =
                pool.pipeline(List.of(Command.of("SET", "a", "1"), Command.of("INCR", "a"), Command.of("NONSENSE")));
        assertThat(replies.get(1).asLong()).isEqualTo(2);
        assertThat(replies.get(2)).isInstanceOf(RedisValue.ErrorReply.class);
    }

    @Test
    void ofTwoPoolsWithOneNameTheSecondIsNotStarted() throws Exception {
        startUp(options(Choice.RANDOM, SOON));
        Pid pool = pid("pool");
        OnStart<ServerRef<Supervisor.Message>> second = node.run(() -> {
            Processes.trapExit(true);
            return Supervisor.startLink(List.of(RedisPool.childSpec(options(Choice.RANDOM, SOON))), Flags.oneForOne());
        });
        assertThat(second).isInstanceOf(OnStart.Failed.class);
        assertThat(pid("pool")).isEqualTo(pool);
        assertThat(RedisPool.named(node, "pool").status()).hasSize(SIZE);
    }
}
