package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.ErrorReply;
import otp.redisclient.resp.RedisValue.Int;
import otp.redisclient.resp.RedisValue.Null;
import otp.redisclient.resp.RedisValue.SimpleString;

/**
 * What every client does with a real Redis. Its lane's time may stand still.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class CommandsContract<C> extends ClientContract<C> {
    private static LocalRedis redis;

    private final String key = UUID.randomUUID().toString();
    private final String binaryKey = key + "\r\n$3\r\n\0";
    private C client;

    @BeforeAll
    static void startRedis() {
        redis = LocalRedis.open();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void startClient() throws Exception {
        client = lane.start(ConnectionOptions.of(redis.uri()));
    }

    /** The server may be somebody's own: nothing of ours stays there. */
    @AfterEach
    void cleanUp() throws IOException {
        for (RedisUri uri : List.of(redis.uri(), elsewhere())) {
            try (var probe = new Probe(uri, Duration.ofSeconds(10))) {
                probe.say("DEL", key, binaryKey);
                probe.say("ACL", "DELUSER", key);
            }
        }
    }

    /** Another database of the same server. */
    private static RedisUri elsewhere() {
        RedisUri uri = redis.uri();
        return new RedisUri(uri.host(), uri.port(), uri.user(), uri.password(), uri.database() == 3 ? 4 : 3);
    }

    @Test
    void whatWasSetIsThere() throws Exception {
        assertThat(command(client, "SET", key, "value")).isEqualTo(SimpleString.OK);
        assertThat(command(client, "GET", key)).isEqualTo(BulkString.of("value"));
        assertThat(command(client, "STRLEN", key)).isEqualTo(new Int(5));
    }

    @Tag("X2")
    @Test
    void nothingThereIsNull() throws Exception {
        assertThat(command(client, "GET", key)).isEqualTo(new Null());
        assertThat(command(client, "LRANGE", key, 0, -1)).isEqualTo(new Array(List.of()));
    }

    @Tag("X2")
    @Test
    void keysAndValuesAreAnyBytes() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        command(client, "SET", utf8(binaryKey), all);
        assertThat(command(client, "GET", utf8(binaryKey))).isEqualTo(new BulkString(all));
    }

    @Tag("X2")
    @ParameterizedTest
    @ValueSource(strings = {"", "üé€😀", "a\r\nb"})
    void aTextComesBackAsItWas(String text) throws Exception {
        command(client, "SET", key, text);
        assertThat(command(client, "GET", key).asText()).isEqualTo(text);
    }

    @Tag("X1")
    @Test
    void aValueOfManyPacketsComesBackWhole() throws Exception {
        String large = "0123456789".repeat(500_000);
        command(client, "SET", key, large);
        assertThat(command(client, "GET", key).asText()).isEqualTo(large);
    }

    @Tag("X2")
    @Test
    void arraysMayHoldArraysAndErrors() throws Exception {
        assertThat(command(client, "EVAL", "return {1, {'two', {}}, redis.error_reply('ERR three'), false}", 0))
                .isEqualTo(new Array(List.of(
                        new Int(1),
                        new Array(List.of(BulkString.of("two"), new Array(List.of()))),
                        new ErrorReply("ERR three"),
                        new Null())));
    }

    @Tag("X7")
    @Test
    void whatRedisRefusesIsAnExceptionAndTheConnectionGoesOn() throws Exception {
        command(client, "SET", key, "no list");
        assertThat(failure(ask(client, "LPUSH", key, 1)))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.code()).isEqualTo("WRONGTYPE"));
        assertThat(command(client, "PING")).isEqualTo(PONG);
    }

    @Tag("X7")
    @Test
    void inAPipelineAnErrorIsAValueAtItsPlace() throws Exception {
        List<RedisValue> replies =
                pipeline(client, Command.of("SET", key, "x"), Command.of("INCR", key), Command.of("GET", key));
        assertThat(replies)
                .containsExactly(
                        SimpleString.OK,
                        new ErrorReply("ERR value is not an integer or out of range"),
                        BulkString.of("x"));
    }

    @Tag("X4")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10_000})
    void aPipelineHasAsManyRepliesAsCommandsInTheirOrder(int length) throws Exception {
        List<Command> commands =
                IntStream.range(0, length).mapToObj(i -> Command.of("ECHO", i)).toList();
        assertThat(get(lane.pipeline(client, commands, LONG)).stream().map(RedisValue::asText))
                .containsExactlyElementsOf(
                        IntStream.range(0, length).mapToObj(Integer::toString).toList());
    }

    @Tag("X4")
    @Test
    void aPipelineWithoutCommandsIsRefused() {
        assertThatThrownBy(() -> lane.pipeline(client, List.of(), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a command or more, got none");
    }

    // From there on every reply would go to the wrong command.
    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "psubscribe", "MONITOR"})
    protected void aCommandThatHasNotOneReplyIsRefused(String name) throws Exception {
        Command command = Command.of(name, key);
        assertThatThrownBy(() -> lane.command(client, command, LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a command with one reply, got: ");
        assertThatThrownBy(() -> lane.pipeline(client, List.of(PING, command), LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(command(client, "PING")).isEqualTo(PONG);
    }

    @Tag("X5")
    @Test
    void eachOfManyCallersGetsItsOwnReplies() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> all = IntStream.range(0, 50)
                    .<Callable<List<String>>>mapToObj(caller -> () -> {
                        var wrong = new ArrayList<String>();
                        for (int i = 0; i < 40; i++) {
                            String own = caller + "/" + i;
                            String got = command(client, "ECHO", own).asText();
                            if (!got.equals(own)) {
                                wrong.add(own + " got " + got);
                            }
                        }
                        return wrong;
                    })
                    .toList();
            for (Future<List<String>> wrong : callers.invokeAll(all, 30, TimeUnit.SECONDS)) {
                assertThat(wrong.get()).isEmpty();
            }
        }
    }

    @Tag("X4")
    @Test
    void pipelinesOfManyCallersAreNotMixed() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> all = IntStream.range(0, 20)
                    .<Callable<List<String>>>mapToObj(caller -> () -> {
                        var commands = Collections.nCopies(100, Command.of("ECHO", caller));
                        return get(lane.pipeline(client, commands, LONG)).stream()
                                .map(RedisValue::asText)
                                .toList();
                    })
                    .toList();
            int caller = 0;
            for (Future<List<String>> replies : callers.invokeAll(all, 30, TimeUnit.SECONDS)) {
                assertThat(replies.get()).hasSize(100).containsOnly(Integer.toString(caller++));
            }
        }
    }

    @Test
    void theUserAndPasswordOfTheUriAreGiven() throws Exception {
        try (var probe = new Probe(redis.uri(), Duration.ofSeconds(10))) {
            assumeThat(probe.say("ACL", "WHOAMI")).as("users came with Redis 6").doesNotStartWith("-ERR unknown");
        }
        command(client, "ACL", "SETUSER", key, "on", ">sésame @:/", "~*", "+@all");
        C ann = lane.start(ConnectionOptions.of(
                new RedisUri(redis.uri().host(), redis.uri().port(), key, "sésame @:/", 0)));
        assertThat(command(ann, "ACL", "WHOAMI").asText()).isEqualTo(key);
        lane.stop(ann); // it would lose its connection with its user
    }

    @Test
    void theDatabaseOfTheUriIsSelected() throws Exception {
        C other = lane.start(ConnectionOptions.of(elsewhere()));
        command(other, "SET", key, "elsewhere");
        assertThat(command(client, "GET", key)).isEqualTo(new Null());
        assertThat(command(other, "GET", key).asText()).isEqualTo("elsewhere");
    }

    @Tag("X14")
    @Test
    void aClientThatIsStoppedHasNoConnectionAnyMore() throws Exception {
        C watcher = lane.start(ConnectionOptions.of(redis.uri()));
        long number = command(client, "CLIENT", "ID").asLong();
        lane.stop(client);
        long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String list;
        do {
            list = command(watcher, "CLIENT", "LIST").asText();
        } while (list.contains("id=" + number + " ") && System.nanoTime() < giveUp);
        assertThat(list).doesNotContain("id=" + number + " ");
    }
}
