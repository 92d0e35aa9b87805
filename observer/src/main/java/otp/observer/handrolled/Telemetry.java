package otp.observer.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.From;
import otp.observer.tree.Sample;

/** Measures the lane every so often, and keeps the last measurements. */
final class Telemetry implements GenServer<List<Sample>, Telemetry.Samples> {

    /** The last measurements, the oldest first. */
    record Samples(From<List<Sample>> from) {}

    private enum Tick {
        TICK
    }

    private final Supplier<Sample> measure;
    private final Duration every;

    private Telemetry(Supplier<Sample> measure, Duration every) {
        this.measure = measure;
        this.every = every;
    }

    static ChildSpec childSpec(Supplier<Sample> measure, Duration every) {
        return GenServer.childSpec("telemetry", () -> new Telemetry(measure, every), Options.named("telemetry"));
    }

    @Override
    public Init<List<Sample>> init() {
        sendAfter(self(), Tick.TICK, every);
        return Init.ok(List.of());
    }

    @Override
    public Next<List<Sample>> handleInfo(Object message, List<Sample> samples) {
        if (message != Tick.TICK) {
            return GenServer.super.handleInfo(message, samples);
        }
        sendAfter(self(), Tick.TICK, every);
        return Next.noreply(Sample.keep(samples, measure.get()));
    }

    @Override
    public Next<List<Sample>> handle(Samples message, List<Sample> samples) {
        return Next.reply(message.from(), samples, samples);
    }
}
