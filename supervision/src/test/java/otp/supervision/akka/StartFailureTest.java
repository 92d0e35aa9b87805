package otp.supervision.akka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a supervised actor whose {@code setup} throws. */
@Tag("S11")
class StartFailureTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final AtomicInteger attempts = new AtomicInteger();

    /** A worker of which some of the attempts to start fail. */
    private ActorRef<Worker.Command> spawn(int firstThatFails, int lastThatFails, SupervisorStrategy strategy) {
        Behavior<Worker.Command> failing = Behaviors.setup(_ -> {
            int attempt = attempts.incrementAndGet();
            life.ref().tell("attempt " + attempt);
            if (firstThatFails <= attempt && attempt <= lastThatFails) {
                throw new IllegalStateException("attempt " + attempt);
            }
            return Worker.create("w");
        });
        return ON.testKit.spawn(Behaviors.supervise(failing).onFailure(strategy.withLoggingEnabled(false)));
    }

    private static SupervisorStrategy limit(int restarts) {
        return SupervisorStrategy.restart().withLimit(restarts, HOUR);
    }

    @Test
    void restartWithoutALimitGivesUpAtOnceWhenTheFirstStartFails() {
        ON.expectTerminated(spawn(1, 1, SupervisorStrategy.restart()));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void resumeGivesUpAtOnceWhenTheFirstStartFails() {
        ON.expectTerminated(spawn(1, 1, SupervisorStrategy.resume()));
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 3", "3, 4", "5, 6"})
    void withALimitOfTwoOrMoreAFirstStartThatFailsIsTriedAgainSoOftenAndWithALimitOfOneNot(int limit, int expected) {
        ON.expectTerminated(spawn(1, Integer.MAX_VALUE, limit(limit)));
        assertThat(attempts).hasValue(expected);
    }

    @Test
    void withALimitAnActorThatStartsAtTheSecondAttemptLives() {
        assertThat(ON.recall(spawn(1, 1, limit(2)))).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 4"})
    void atARestartEachFailedStartCostsOneOfTheLimit(int limit, int expected) {
        ActorRef<Worker.Command> worker = spawn(2, Integer.MAX_VALUE, limit(limit));
        worker.tell(new Worker.Crash("boom"));
        ON.expectTerminated(worker);
        assertThat(attempts).hasValue(expected);
    }

    /** It gives up when the first start fails, but not when a later one does. */
    @Test
    void restartWithoutALimitTriesAStartAgainAtARestartAtOnceAndUntilItSucceeds() {
        ActorRef<Worker.Command> worker = spawn(2, 50, SupervisorStrategy.restart());
        worker.tell(new Worker.Crash("boom"));
        assertThat(ON.recall(worker)).isEmpty();
        assertThat(attempts).hasValue(51);
    }

    /**
     * And if it never succeeds, each attempt is a call within the one before: the stack runs over, which Akka takes for the end of
     * the JVM. In a JVM of its own, for it is lost.
     */
    @Test
    void restartWithoutALimitOfAStartThatNeverSucceedsAgainEndsTheJvm() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process jvm = new ProcessBuilder(
                        java, "--sun-misc-unsafe-memory-access=allow", "-cp", classPath, NeverAgain.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(jvm.getInputStream().readAllBytes(), UTF_8);
            assertThat(jvm.waitFor(30, SECONDS)).isTrue();
            assertThat(output)
                    .contains("shutting down JVM since 'akka.jvm-exit-on-fatal-error' is enabled")
                    .contains("StackOverflowError");
            assertThat(jvm.exitValue()).isNotZero();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A guardian with one child, which starts once and never again. */
    static final class NeverAgain {
        public static void main(String[] args) {
            var started = new AtomicBoolean();
            Behavior<String> child = Behaviors.setup(_ -> {
                if (started.getAndSet(true)) {
                    throw new IllegalStateException("never again");
                }
                return Behaviors.receiveMessage(message -> {
                    throw new IllegalStateException(message);
                });
            });
            ActorSystem.create(
                    Behaviors.setup(context -> {
                        SupervisorStrategy restart =
                                SupervisorStrategy.restart().withLoggingEnabled(false);
                        context.spawn(Behaviors.supervise(child).onFailure(restart), "child")
                                .tell("boom");
                        return Behaviors.empty();
                    }),
                    "never-again");
        }
    }
}
