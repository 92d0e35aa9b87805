package otp.concurrency.akka;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import otp.testkit.log.LogCapture;

/** An actor system whose time stands still, for the tests of one class. */
final class OnASystem implements AfterAllCallback {
    /** For as long as the system lives: an actor may crash, and say so, when the test that has made it is over. */
    final LogCapture log = LogCapture.of("akka");

    final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    final ManualTime time = ManualTime.get(testKit.system());

    /** Moves time. */
    void pass(Duration by) {
        time.timePasses(by);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        testKit.shutdownTestKit();
        log.close();
    }
}
