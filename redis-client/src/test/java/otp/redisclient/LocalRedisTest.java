package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void answersWhenItIsOpen() throws IOException {
        try (var redis = LocalRedis.own()) {
            assertThat(say(redis, "PING")).isEqualTo("PONG");
        }
    }

    @Test
    void twoAtOnceDoNotMeet() throws IOException {
        try (var one = LocalRedis.own();
                var other = LocalRedis.own()) {
            say(one, "SET", "key", "of one");
            assertThat(say(other, "EXISTS", "key")).isEqualTo("0");
            assertThat(one.directory()).isNotEqualTo(other.directory());
        }
    }

    @Test
    void isOnTheLoopbackOnly() throws IOException {
        try (var redis = LocalRedis.own();
                var probe = new Probe(redis.uri(), LIMIT)) {
            assertThat(redis.uri().host()).isEqualTo("127.0.0.1");
            assertThat(probe.setting("bind")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aStoppedOneIsGone() {
        try (var redis = LocalRedis.own()) {
            long server = redis.processes().getFirst();
            redis.stop();
            assertThat(isAlive(server)).isFalse();
            assertThatThrownBy(() -> say(redis, "PING")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void comesBackOnItsPortAndEmpty() throws IOException {
        try (var redis = LocalRedis.own()) {
            RedisUri before = redis.uri();
            say(redis, "SET", "key", "value");
            redis.restart();
            assertThat(redis.uri()).isEqualTo(before);
            assertThat(say(redis, "EXISTS", "key")).isEqualTo("0");
        }
    }

    @Test
    void comesBackAfterAKill() throws IOException {
        try (var redis = LocalRedis.own()) {
            redis.kill();
            redis.start();
            assertThat(say(redis, "PING")).isEqualTo("PONG");
        }
    }

    @Test
    void startingWhatRunsChangesNothing() throws IOException {
        try (var redis = LocalRedis.own()) {
            say(redis, "SET", "key", "value");
            redis.start();
            assertThat(say(redis, "EXISTS", "key")).isEqualTo("1");
        }
    }

    @Test
    void closingLeavesNothingBehind() {
        var redis = LocalRedis.own();
        List<Long> processes = redis.processes();
        redis.close();
        redis.close();
        assertThat(processes).hasSize(2).noneMatch(LocalRedisTest::isAlive);
        assertThat(redis.directory()).doesNotExist();
    }

    @Test
    void aPortThatAnotherTakesMeanwhileIsAnErrorWithTheServersWords() throws IOException {
        try (var redis = LocalRedis.own()) {
            redis.stop();
            try (var taken = new ServerSocket(redis.uri().port())) {
                assertThatExceptionOfType(LocalRedisException.class)
                        .isThrownBy(redis::start)
                        .withMessageContaining("It ended before it answered")
                        .withMessageContaining("ddress already in use");
                assertThat(taken.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aServerThatEndsAtOnceIsAnErrorWithItsWords() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java"); // no Redis: it knows none of the options
        assertThatExceptionOfType(LocalRedisException.class)
                .isThrownBy(() -> LocalRedis.own(Optional.of(java)))
                .withMessageContaining("Unrecognized option: --bind");
    }

    @Test
    void redisUrlNamesTheServer() throws IOException {
        try (var server = LocalRedis.own()) {
            String url = server.uri().toString();
            try (var redis = LocalRedis.open(url)) {
                assertThat(redis.uri()).isEqualTo(server.uri());
                assertThat(redis.isOwn()).isFalse();
            }
            assertThat(say(server, "PING")).as("left alone by close").isEqualTo("PONG");
        }
    }

    @Test
    void aServerThatWasGivenIsNotOursToStop() {
        try (var server = LocalRedis.own();
                var redis = LocalRedis.open(server.uri().toString())) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(redis::stop)
                    .withMessageContaining("Use LocalRedis.own()");
        }
    }

    @Test
    void aWrongRedisUrlIsRefused() {
        assertThatExceptionOfType(LocalRedisException.class)
                .isThrownBy(() -> LocalRedis.open("http://127.0.0.1:6379"))
                .withMessage("REDIS_URL is wrong: The scheme http is not redis: expected"
                        + " redis://[[user]:password@]host[:port][/database]. Correct it, or unset it: then a Redis is started"
                        + " here.");
    }

    @Test
    void aRedisUrlWhereNobodyAnswersIsRefused() {
        var server = LocalRedis.own();
        server.close();
        assertThatExceptionOfType(LocalRedisException.class)
                .isThrownBy(() -> LocalRedis.open(server.uri().toString()))
                .withMessageContaining("where no Redis answers")
                .withMessageContaining("start it, correct the variable, or unset it");
    }

    @Test
    void aRedisUrlWithAWrongPasswordIsRefused() throws IOException {
        try (var server = LocalRedis.own()) {
            say(server, "CONFIG", "SET", "requirepass", "right");
            var uri = new RedisUri("127.0.0.1", server.uri().port(), null, "wrong", 0);
            assertThatExceptionOfType(LocalRedisException.class)
                    .isThrownBy(() -> LocalRedis.open("redis://:wrong@127.0.0.1:" + uri.port()))
                    .withMessageContaining("it answered AUTH with -WRONGPASS")
                    .withMessageContaining(uri.toString());
        }
    }

    @Test
    void whatIsOnThePathIsTakenWhenNothingIsEmbedded(@TempDir Path first, @TempDir Path second) throws IOException {
        Path program = executable(second.resolve("valkey-server"), "");
        String path = first + File.pathSeparator + second;
        assertThat(RedisBinary.find(Optional.empty(), path)).isEqualTo(program);
    }

    @Test
    void whatIsEmbeddedIsTakenBeforeThePath(@TempDir Path folder) throws IOException {
        executable(folder.resolve("redis-server"), "");
        Path embedded = folder.resolve("embedded");
        assertThat(RedisBinary.find(Optional.of(embedded), folder.toString())).isEqualTo(embedded);
    }

    @Test
    void withNothingToStartOneSentenceSaysWhatToDo(@TempDir Path empty) {
        assertThatExceptionOfType(LocalRedisException.class)
                .isThrownBy(() -> RedisBinary.find(Optional.empty(), empty.toString()))
                .withMessageContaining("neither redis-server nor valkey-server is on the PATH")
                .withMessageContaining("name it in REDIS_URL");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String say(LocalRedis redis, String... words) throws IOException {
        try (var probe = new Probe(redis.uri(), LIMIT)) {
            return probe.say(words);
        }
    }
}
