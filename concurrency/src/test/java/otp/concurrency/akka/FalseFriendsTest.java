package otp.concurrency.akka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.Anything;

/** What Akka itself does where somebody who knows OTP expects something else. */
class FalseFriendsTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    /** Crashes of any message. */
    private static ActorRef<String> fragile() {
        return ON.testKit.spawn(Behaviors.receiveMessage(message -> {
            throw new IllegalStateException(message);
        }));
    }

    @Test
    void aStrangerThatWatchesACrashHearsNoReason() throws Exception {
        var heard = new CompletableFuture<Terminated>();
        ActorRef<String> watched = fragile();
        ON.testKit.spawn(Behaviors.<String>setup(context -> {
            context.watch(watched);
            watched.tell("boom");
            return Behaviors.receiveSignal((_, signal) -> {
                if (signal instanceof Terminated terminated) {
                    heard.complete(terminated);
                }
                return Behaviors.same();
            });
        }));
        assertThat(heard.get(10, SECONDS)).isNotInstanceOf(ChildFailed.class);
    }

    @Test
    void anActorCanStopNobodyButItselfAndItsChildren() throws Exception {
        var refused = new CompletableFuture<Throwable>();
        ActorRef<String> other = fragile();
        ON.testKit.spawn(Behaviors.setup(context -> {
            try {
                context.stop(other);
                refused.complete(new AssertionError("expected a refusal"));
            } catch (RuntimeException error) {
                refused.complete(error);
            }
            return Behaviors.stopped();
        }));
        assertThat(refused.get(10, SECONDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Only direct children of an actor can be stopped");
    }

    /** In a JVM of its own, for it is lost. */
    @Test
    void aStackOverflowErrorThatLeavesAnActorEndsTheJvm() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process jvm = new ProcessBuilder(
                        java, "--sun-misc-unsafe-memory-access=allow", "-cp", classPath, Overflowing.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(jvm.getInputStream().readAllBytes());
            assertThat(jvm.waitFor(30, SECONDS)).isTrue();
            assertThat(output).contains("shutting down JVM since 'akka.jvm-exit-on-fatal-error' is enabled");
            assertThat(jvm.exitValue()).isNotZero();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** An actor system whose guardian runs out of stack at its first message. */
    static final class Overflowing {
        public static void main(String[] args) {
            Anything.Thrower fullStack = Anything.thatCanBeThrown()
                    .filter(thrower -> thrower.type() == StackOverflowError.class)
                    .findFirst()
                    .orElseThrow();
            ActorSystem.create(Behaviors.<String>receiveMessage(_ -> fullStack.run()), "overflowing")
                    .tell("go");
        }
    }
}
