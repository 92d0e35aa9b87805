package otp.handrolled.genstatem;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genstatem.Transition.keepState;
import static otp.handrolled.genstatem.Transition.keepStateAndData;
import static otp.handrolled.genstatem.Transition.nextState;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;

/** Starting, answering and ending. */
class StateMachineTest extends MachineTest {

    @Test
    @Tag("F1")
    void aStateFunctionHandlesTheEventsOfItsStateOnly() throws Exception {
        var door = GenStatem.start(node, new Door(), Options.NONE).get();
        for (int push = 0; push < 5; push++) {
            GenStatem.cast(door, new Door.Message.Push());
        }
        int opened = GenStatem.call(door, Door.Message.HowOften::new);
        assertThat(opened).isEqualTo(3);
    }

    @Test
    @Tag("F1")
    @Tag("F6")
    void oneFunctionSeesEveryStateAndEachIsEntered() throws Exception {
        var machine = Machine.of((_, state, _, _) -> nextState(state + "x", 0));
        tellAtOnce(start(machine), "1", "2");
        expect(machine, "enter a from a", "1 in a", "enter ax from a", "2 in ax", "enter axx from ax");
    }

    @Test
    @Tag("F2")
    @Tag("F6")
    void goingToTheSameStateEntersNothing() throws Exception {
        var machine = Machine.of((_, state, _, _) -> nextState(state, 1));
        tellAtOnce(start(machine), "1", "2");
        expect(machine, "enter a from a", "1 in a", "2 in a");
    }

    @Test
    @Tag("F6")
    void enteringMayChangeTheData() throws Exception {
        var machine = new Machine(
                Init.ok("a", 0),
                (event, _, data, _) -> event.equals("go") ? nextState("b", data) : Transition.stop(ExitReason.NORMAL),
                (_, _, data) -> Entered.keep(data + 1));
        tellAtOnce(start(machine), "go", "end");
        expect(machine, "enter a from a", "go in a", "enter b from a", "end in b", "terminate normal in b with 2");
    }

    @Test
    @Tag("F15")
    void keepingStateAndDataKeepsBoth() throws Exception {
        var machine = Machine.of((event, _, data, _) -> switch (event) {
            case "data" -> keepState(7);
            case "nothing" -> keepStateAndData();
            default -> Transition.stop(ExitReason.NORMAL);
        });
        tellAtOnce(start(machine), "data", "nothing", "end");
        expect(machine, "enter a from a", "data in a", "nothing in a", "end in a", "terminate normal in a with 7");
    }

    @Test
    @Tag("F13")
    void oneTransitionMayAnswerSeveralCallsAndFromAnyState() throws Exception {
        var first = new AtomicReference<From<String>>();
        var machine = Machine.of((_, state, _, whole) -> {
            var ask = (Machine.Ask) ((Event.Message<Machine.Message>) whole).message();
            if (state.equals("a")) {
                first.set(ask.from());
                return nextState("b", 0);
            }
            return keepStateAndData(Action.reply(first.get(), "one"), Action.reply(ask.from(), "two"));
        });
        var ref = start(machine);
        var one = beside(() -> GenStatem.<Machine.Message, String>call(ref, from -> new Machine.Ask(from, "1")));
        expect(machine, "enter a from a", "1 in a", "enter b from a");
        String two = GenStatem.call(ref, from -> new Machine.Ask(from, "2"));
        assertThat(List.of(one.get(), two)).containsExactly("one", "two");
    }

    @Test
    @Tag("F13")
    void stopAndReplyAnswersBeforeItExits() throws Exception {
        var machine = Machine.of((_, _, _, whole) -> {
            var ask = (Machine.Ask) ((Event.Message<Machine.Message>) whole).message();
            return Transition.stopAndReply(ExitReason.SHUTDOWN, 9, new Action.Reply<>(ask.from(), "bye"));
        });
        var ref = start(machine);
        String answer = GenStatem.call(ref, from -> new Machine.Ask(from, "stop"));
        assertThat(answer).isEqualTo("bye");
        expect(machine, "enter a from a", "stop in a", "terminate shutdown in a with 9");
    }

    @Test
    @Tag("F14")
    void aTransitionThatIsNullEndsTheMachineWithANamedReason() throws Exception {
        @SuppressWarnings("NullAway")
        var machine = Machine.of((_, _, _, _) -> null);
        var ref = start(machine);
        ExitReason reason = node.run(() -> {
            var monitor = Processes.monitor(ref.pid());
            tell(ref, "x");
            return downOf(monitor);
        });
        assertThat(reason)
                .isInstanceOfSatisfying(
                        ExitReason.Crash.class,
                        crash -> assertThat(crash.error())
                                .isInstanceOf(BadReturnException.class)
                                .hasMessage("expected a Transition from handleEvent, got null"));
    }

    @Test
    @Tag("F14")
    void anInitThatReturnsNullIsANamedFailure() throws Exception {
        @SuppressWarnings("NullAway")
        var machine = new GenStatem<String, Integer, String>() {
            @Override
            public Init<String, Integer> init() {
                return null;
            }

            @Override
            public Transition<String, Integer> handleEvent(Event<String> event, String state, Integer data) {
                return Transition.keepStateAndData();
            }
        };
        assertThat(GenStatem.start(node, machine, Options.NONE))
                .isEqualTo(new OnStart.Failed<>(ExitReason.term("{bad_return_from_init, null}")));
    }

    @Test
    @Tag("F14")
    void anExceptionEndsTheMachineAfterTerminateWithTheLatestData() throws Exception {
        var boom = new IllegalStateException("boom");
        var machine = Machine.of((event, _, _, _) -> {
            if (event.equals("data")) {
                return keepState(5);
            }
            throw boom;
        });
        var ref = start(machine);
        ExitReason reason = node.run(() -> {
            var monitor = Processes.monitor(ref.pid());
            tell(ref, "data");
            tell(ref, "crash");
            return downOf(monitor);
        });
        assertThat(reason).isEqualTo(new ExitReason.Crash(boom));
        expect(machine, "enter a from a", "data in a", "crash in a", "terminate boom in a with 5");
        assertThat(log.messages()).singleElement().asString().startsWith("State machine");
    }

    @Test
    @Tag("F17")
    void aCallWithoutATimeoutSetsNoTimer() throws Exception {
        var kept = new AtomicReference<From<String>>();
        var machine = Machine.of((_, _, _, whole) -> {
            kept.set(((Machine.Ask) ((Event.Message<Machine.Message>) whole).message()).from());
            return keepStateAndData();
        });
        var ref = start(machine);
        var call = beside(() -> GenStatem.<Machine.Message, String>call(ref, from -> new Machine.Ask(from, "q")));
        expect(machine, "enter a from a", "q in a");
        clock.advance(SECOND.multipliedBy(3600));
        assertThat(clock.waiting()).isZero();
        kept.get().reply("late");
        assertThat(call.get()).isEqualTo("late");
    }

    @Test
    void initCanIgnoreOrStop() {
        OnStart<ServerRef<Machine.Message>> ignored = GenStatem.start(
                node,
                new Machine(Init.ignore(), (_, _, _, _) -> keepStateAndData(), (_, _, d) -> Entered.keep(d)),
                Options.NONE);
        OnStart<ServerRef<Machine.Message>> stopped = GenStatem.start(
                node,
                new Machine(Init.stop(BOOM), (_, _, _, _) -> keepStateAndData(), (_, _, d) -> Entered.keep(d)),
                Options.NONE);
        assertThat(List.of(ignored, stopped)).containsExactly(new OnStart.Ignored<>(), new OnStart.Failed<>(BOOM));
    }

    @Test
    void aNameThatIsTakenIsRefusedWithItsHolder() {
        var first = GenStatem.start(node, new Door(), Options.named("door")).get();
        assertThat(GenStatem.start(node, new Door(), Options.named("door")))
                .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(first.pid())));
    }

    @Test
    @Tag("F13")
    void stopWaitsUntilTheMachineIsGone() throws Exception {
        var machine = Machine.of((_, _, _, _) -> keepStateAndData());
        var ref = start(machine);
        GenStatem.stop(ref, ExitReason.NORMAL, SECOND);
        assertThat(Processes.isAlive(ref.pid())).isFalse();
        expect(machine, "enter a from a", "terminate normal in a with 0");
    }
}
