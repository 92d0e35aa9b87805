package otp.supervision.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.trapExit;

import org.slf4j.LoggerFactory;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;

/** A server whose {@code terminate} says so and never returns. */
record Stubborn(String name) implements GenServer<String, String> {
    static ChildSpec childSpec(String name) {
        return GenServer.childSpec(name, () -> new Stubborn(name), Options.named(name));
    }

    @Override
    public Init<String> init() {
        trapExit(true);
        return Init.ok(name);
    }

    @Override
    public Next<String> handle(String message, String state) {
        return Next.noreply(state);
    }

    @Override
    public void terminate(ExitReason reason, String state) {
        LoggerFactory.getLogger("otp.supervision.handrolled").info("{} terminates: {}", name, reason);
        receive(_ -> null);
    }
}
