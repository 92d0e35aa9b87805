package otp.comparison.speed.handrolled;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.Together;
import otp.handrolled.genserver.Options;
import otp.handrolled.genstatem.Event;
import otp.handrolled.genstatem.GenStatem;
import otp.handrolled.genstatem.Init;
import otp.handrolled.genstatem.StateFunctions;
import otp.handrolled.genstatem.Transition;
import otp.handrolled.process.From;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;

/** A state machine of two states, one function each; every cast flips it and counts. A call that comes after the casts ends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Switch {
    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    private ServerRef<Message> machine;

    private long sent;

    @Setup
    public void start() {
        machine = GenStatem.start(node, new Machine(), Options.NONE).get();
    }

    @TearDown
    public void stop() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.EVENTS)
    public void flip() {
        Together.run(1, producer -> node.spawn(producer::run), () -> {
            for (int i = 0; i < Sizes.EVENTS; i++) {
                GenStatem.cast(machine, new Message.Flip());
            }
        });
        sent += Sizes.EVENTS;
        Together.check(sent, GenStatem.call(machine, Message.HowOften::new));
    }

    private enum Position {
        ON,
        OFF
    }

    private sealed interface Message {
        record Flip() implements Message {}

        record HowOften(From<Long> from) implements Message {}
    }

    private static final class Machine implements StateFunctions<Position, Long, Message> {
        @Override
        public Init<Position, Long> init() {
            return Init.ok(Position.OFF, 0L);
        }

        @Override
        public StateFunction<Position, Long, Message> function(Position position) {
            return switch (position) {
                case ON -> Machine::on;
                case OFF -> Machine::off;
            };
        }

        private static Transition<Position, Long> on(Event<Message> event, Long count) {
            return event instanceof Event.Message<Message>(Message.Flip _)
                    ? Transition.nextState(Position.OFF, count + 1)
                    : answer(event, count);
        }

        private static Transition<Position, Long> off(Event<Message> event, Long count) {
            return event instanceof Event.Message<Message>(Message.Flip _)
                    ? Transition.nextState(Position.ON, count + 1)
                    : answer(event, count);
        }

        private static Transition<Position, Long> answer(Event<Message> event, Long count) {
            if (event instanceof Event.Message<Message>(Message.HowOften(var from))) {
                from.reply(count);
            }
            return Transition.keepStateAndData();
        }
    }
}
