package otp.observer.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.observer.tree.Sizes;

/**
 * Gives the application something to do: opens a session every few rounds.
 *
 * <p>An endpoint that is just being restarted, or has no room, is no reason to end. It says so and tries again in its time: what
 * {@code catch :exit, _} is for in Elixir.
 */
final class Client implements GenServer<Integer, Void> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.handrolled");

    private enum Tick {
        TICK
    }

    private final Duration pause;
    private final Supplier<ChildSpec> session;

    private Client(Duration pause, Supplier<ChildSpec> session) {
        this.pause = pause;
        this.session = session;
    }

    /** Each session is another one: not even after a restart of the client does one have the name of another. */
    static ChildSpec childSpec(Duration pause, Supplier<ChildSpec> session) {
        return GenServer.childSpec("client", () -> new Client(pause, session), Options.named("client"));
    }

    @Override
    public Init<Integer> init() {
        sendAfter(self(), Tick.TICK, pause);
        return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer rounds) {
        if (message != Tick.TICK) {
            return GenServer.super.handleInfo(message, rounds);
        }
        if (rounds % Sizes.ROUNDS_PER_SESSION == 0) {
            open();
        }
        sendAfter(self(), Tick.TICK, pause);
        return Next.noreply(rounds + 1);
    }

    private void open() {
        try {
            OnStart<Pid> outcome = Endpoint.open(session.get());
            if (outcome instanceof OnStart.Failed<Pid>(var reason)) {
                LOG.warn("no session was opened: {}", reason);
            }
        } catch (ProcessExit exit) {
            self(); // throws if it was the client that was ended
            LOG.warn("no session was opened: {}", exit.reason());
        }
    }

    /** Nobody asks it anything. */
    @Override
    public Next<Integer> handle(Void message, Integer rounds) {
        return Next.noreply(rounds);
    }
}
