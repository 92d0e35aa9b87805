package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SelectiveReceiveTest extends ProcessTest {
    private static void sendMyself(Object... messages) {
        for (Object message : messages) {
            send(self(), message);
        }
    }

    private static Object number() {
        return receive(message -> message instanceof Integer ? () -> message : null);
    }

    @Test
    @Tag("P4")
    void theFirstMessageThatFitsAnyClauseIsTakenAndNotTheFirstClauseThatFitsAnyMessage() throws Exception {
        node.run(() -> {
            sendMyself("text", 2, 1);
            Object taken = receive(message -> switch (message) {
                case Integer i when i == 1 -> () -> "clause one";
                case Integer i when i == 2 -> () -> "clause two";
                default -> null;
            });
            assertThat(taken).isEqualTo("clause two");
            assertThat(flush()).containsExactly("text", 1);
        });
    }

    @Test
    @Tag("P4")
    void whatWasSkippedStaysInItsOrderForTheNextReceive() throws Exception {
        node.run(() -> {
            sendMyself("a", 1, "b", 2, "c");
            assertThat(number()).isEqualTo(1);
            sendMyself("d", 3);
            assertThat(number()).isEqualTo(2);
            assertThat(number()).isEqualTo(3);
            assertThat(flush()).containsExactly("a", "b", "c", "d");
        });
    }

    @Test
    @Tag("P4")
    void aMessageThatFitsNoClauseDoesNotEndTheWait() throws Exception {
        node.run(() -> {
            Pid me = self();
            spawn(() -> {
                send(me, "not this");
                send(me, "nor this");
                send(me, 7);
            });
            assertThat(number()).isEqualTo(7);
            assertThat(flush()).containsExactly("not this", "nor this");
        });
    }

    @Test
    @Tag("P4")
    void eachMessageIsLookedAtOnceByOneReceive() throws Exception {
        node.run(() -> {
            var looked = new ArrayList<>();
            sendMyself("a", "b", 1);
            Pid me = self();
            receive(message -> {
                looked.add(message);
                return message instanceof Integer ? () -> message : null;
            });
            assertThat(looked).containsExactly("a", "b", 1);
            assertThat(me).isEqualTo(self());
        });
    }

    @Test
    @Tag("P4")
    void aBodyMayReceiveAgain() throws Exception {
        node.run(() -> {
            sendMyself("outer", "skipped", 5);
            Object inner = receive(message -> message.equals("outer") ? SelectiveReceiveTest::number : null);
            assertThat(inner).isEqualTo(5);
            assertThat(flush()).containsExactly("skipped");
        });
    }

    @Test
    @Tag("P4")
    void aMatchMayNotReceiveAndNothingIsLostWhenItTries() throws Exception {
        node.run(() -> {
            sendMyself("a", "b");
            assertThatThrownBy(() -> receive(message -> {
                        next();
                        return () -> message;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call receive in the body");
            assertThat(flush()).containsExactly("a", "b");
        });
    }

    @Test
    @Tag("P4")
    void aMatchThatThrowsLeavesTheMessageWhereItIs() throws Exception {
        node.run(() -> {
            sendMyself("a", "b");
            assertThatThrownBy(() -> receive(message -> {
                        throw new IllegalArgumentException("a clause fails on " + message);
                    }))
                    .hasMessage("a clause fails on a");
            assertThat(flush()).containsExactly("a", "b");
        });
    }

    @Test
    @Tag("P4")
    void aBodyThatThrowsHasTakenItsMessage() throws Exception {
        node.run(() -> {
            sendMyself("a", "b");
            Clauses<@Nullable Object> failing = message -> () -> {
                throw new IllegalStateException("the body fails on " + message);
            };
            assertThatThrownBy(() -> receive(failing)).hasMessage("the body fails on a");
            assertThat(flush()).containsExactly("b");
        });
    }

    @Test
    @Tag("P4")
    void takingFromTheMiddleAndTheEndKeepsTheQueueWhole() throws Exception {
        node.run(() -> {
            sendMyself("a", "b", "c");
            for (String wanted : List.of("c", "a")) {
                Object taken = receive(message -> message.equals(wanted) ? () -> message : null);
                assertThat(taken).isEqualTo(wanted);
            }
            sendMyself("d");
            assertThat(flush()).containsExactly("b", "d");
            sendMyself("e");
            assertThat(flush()).containsExactly("e");
        });
    }

    @Test
    @Tag("P4")
    void hibernateWaitsForAMessageAndTakesNone() throws Exception {
        node.run(() -> {
            Pid me = self();
            spawn(() -> send(me, "wake up"));
            Processes.hibernate();
            assertThat(flush()).containsExactly("wake up");
        });
    }
}
