package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CloseRaceTest extends RaceTest {
    @Test
    void nothingIsAliveOnANodeThatWasClosedWhileItsProcessesSpawned() throws Exception {
        repeat(() -> {
            int delay = 10 * delay();
            Node crowded = Node.start();
            for (int i = 0; i < 4; i++) {
                crowded.spawn(CloseRaceTest::multiply);
            }
            pause(delay);
            crowded.close();
            assertThat(crowded.processes()).isEmpty();
            Awaitility.await().until(() -> crowded.lingering().isEmpty());
        });
    }

    private static void multiply() {
        while (true) {
            Processes.spawn(ProcessTest::idle);
        }
    }
}
