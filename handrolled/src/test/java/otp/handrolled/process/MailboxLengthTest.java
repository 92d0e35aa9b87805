package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;

import org.junit.jupiter.api.Test;

class MailboxLengthTest extends ProcessTest {
    private static final int MESSAGES = 50_000;

    /** Each message wakes the receiver, which looks at it and leaves it: it is moved just while it is counted. */
    @Test
    void messagesThatTheReceiverIsJustLookingAtAreCountedOnce() {
        Pid receiver = node.spawn(() -> receive(message -> message.equals("end") ? () -> true : null));
        for (int sent = 1; sent <= MESSAGES; sent++) {
            node.send(receiver, sent);
            assertThat(info(receiver).orElseThrow().mailbox()).isEqualTo(sent);
        }
    }
}
