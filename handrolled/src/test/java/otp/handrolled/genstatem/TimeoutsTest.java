package otp.handrolled.genstatem;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genstatem.Transition.keepStateAndData;
import static otp.handrolled.genstatem.Transition.nextState;
import static otp.handrolled.genstatem.Transition.repeatStateAndData;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/** The three kinds of timeouts. */
class TimeoutsTest extends MachineTest {
    private static final TimeoutType G = TimeoutType.generic("g");

    /** Moves the time once the machine has done all it was told, and sends a word to mark the place. */
    private void secondsPass(ServerRef<Machine.Message> machine) throws Exception {
        node.awaitRest(Duration.ofSeconds(10));
        clock.advance(SECOND.multipliedBy(2));
        tell(machine, "mark");
    }

    @Test
    @Tag("F8")
    void aStateTimeoutOutlivesOtherEvents() throws Exception {
        var machine = Machine.of((event, _, _, _) ->
                event.equals("set") ? keepStateAndData(Action.stateTimeout(SECOND, "t")) : keepStateAndData());
        var ref = start(machine);
        tellAtOnce(ref, "set", "other");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "other in a", "timeout t in a", "mark in a");
    }

    @Test
    @Tag("F8")
    void aChangeOfStateCancelsTheStateTimeout() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "set" -> keepStateAndData(Action.stateTimeout(SECOND, "t"));
            case "go" -> nextState("b", 0, Action.timeout(G, SECOND, "g"));
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "set", "go");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "go in a", "enter b from a", "timeout g in b", "mark in b");
    }

    @Test
    @Tag("F7")
    @Tag("F8")
    void repeatingTheStateKeepsTheStateTimeout() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "set" -> keepStateAndData(Action.stateTimeout(SECOND, "t"));
            case "again" -> repeatStateAndData();
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "set", "again");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "again in a", "enter a from a", "timeout t in a", "mark in a");
    }

    @Test
    @Tag("F8")
    void settingTheStateTimeoutAgainStartsItAnew() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "short" -> keepStateAndData(Action.stateTimeout(SECOND, "short"));
            case "long" -> keepStateAndData(Action.stateTimeout(SECOND.multipliedBy(3), "long"));
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "short", "long");
        secondsPass(ref);
        secondsPass(ref);
        expect(machine, "enter a from a", "short in a", "long in a", "mark in a", "timeout long in a", "mark in a");
    }

    @Test
    @Tag("F9")
    void anEventTimeoutFiresWhenNothingHappens() throws Exception {
        var machine = Machine.of((event, _, _, _) -> event.equals("set")
                ? keepStateAndData(Action.timeout(TimeoutType.EVENT, SECOND, "idle"))
                : keepStateAndData());
        var ref = start(machine);
        tell(ref, "set");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "timeout idle in a", "mark in a");
    }

    @Test
    @Tag("F9")
    void anyEventCancelsTheEventTimeoutAlsoAnInsertedOne() throws Exception {
        var machine = Machine.of((event, _, _, _) -> event.equals("set")
                ? keepStateAndData(
                        Action.timeout(TimeoutType.EVENT, SECOND, "idle"),
                        Action.timeout(G, SECOND, "g"),
                        Action.internal("i"))
                : keepStateAndData());
        var ref = start(machine);
        tell(ref, "set");
        machine.next();
        machine.next();
        expect(machine, "internal i in a");
        secondsPass(ref);
        expect(machine, "timeout g in a", "mark in a");
    }

    @Test
    @Tag("F10")
    void genericTimeoutsSurviveChangesOfStateAndAreManyAtATime() throws Exception {
        var machine = Machine.of((event, _, _, _) -> event.equals("set")
                ? nextState(
                        "b",
                        0,
                        Action.timeout(G, SECOND, "g"),
                        Action.timeout(TimeoutType.generic("h"), SECOND.dividedBy(2), "h"))
                : event.equals("go") ? nextState("c", 0) : keepStateAndData());
        var ref = start(machine);
        tellAtOnce(ref, "set", "go");
        secondsPass(ref);
        expect(
                machine,
                "enter a from a",
                "set in a",
                "enter b from a",
                "go in b",
                "enter c from b",
                "timeout h in c",
                "timeout g in c",
                "mark in c");
    }

    @Test
    @Tag("F12")
    void updatingATimeoutThatRunsChangesWhatItSaysAndNotWhen() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "set" -> keepStateAndData(Action.timeout(G, SECOND, "old"));
            case "update" -> keepStateAndData(Action.update(G, "new"));
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "set", "update");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "update in a", "timeout new in a", "mark in a");
    }

    @Test
    @Tag("F12")
    void updatingATimeoutThatDoesNotRunFiresItAtOnce() throws Exception {
        var machine = Machine.of((event, _, _, _) ->
                event.equals("update") ? keepStateAndData(Action.update(G, "now")) : keepStateAndData());
        var ref = start(machine);
        tellAtOnce(ref, "update", "mark");
        expect(machine, "enter a from a", "update in a", "timeout now in a", "mark in a");
    }

    @Test
    @Tag("F11")
    @Tag("F12")
    void ofSeveralActionsForOneTimeoutOnlyTheLastCounts() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "none runs" ->
                keepStateAndData(Action.stateTimeout(SECOND, "c1"), Action.update(TimeoutType.STATE, "c2"));
            case "set" -> keepStateAndData(Action.timeout(G, SECOND, "c1"));
            case "one runs" -> keepStateAndData(Action.cancel(G), Action.update(G, "c3"));
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "none runs", "set", "one runs");
        secondsPass(ref);
        expect(
                machine,
                "enter a from a",
                "none runs in a",
                "timeout c2 in a",
                "set in a",
                "one runs in a",
                "timeout c3 in a",
                "mark in a");
    }

    @Test
    @Tag("F12")
    void infinityAndCancelStopATimeout() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "set" ->
                keepStateAndData(Action.timeout(G, SECOND, "g"), Action.timeout(TimeoutType.generic("h"), SECOND, "h"));
            case "stop" ->
                keepStateAndData(
                        Action.timeout(G, Timeouts.INFINITY, "never"),
                        Action.cancel(TimeoutType.generic("h")),
                        Action.timeout(TimeoutType.generic("other"), SECOND, "other"));
            default -> keepStateAndData();
        });
        var ref = start(machine);
        tellAtOnce(ref, "set", "stop");
        machine.next();
        machine.next();
        expect(machine, "stop in a");
        secondsPass(ref);
        expect(machine, "timeout other in a", "mark in a");
    }

    @Test
    @Tag("F12")
    void aTimeoutCanBeSetToAnInstantOfTheClock() throws Exception {
        var machine = Machine.of((event, _, _, _) -> event.equals("set")
                ? keepStateAndData(new Action.SetTimeoutAt(G, SECOND.toNanos(), "then"))
                : keepStateAndData());
        var ref = start(machine);
        tell(ref, "set");
        secondsPass(ref);
        expect(machine, "enter a from a", "set in a", "timeout then in a", "mark in a");
    }

    @Test
    @Tag("F16")
    void aMachineThatWaitsForATimeoutAnswersMeanwhile() throws Exception {
        var machine = Machine.of((event, _, _, whole) -> {
            if (whole instanceof Event.Message<Machine.Message>(Machine.Ask(var from, var _))) {
                return keepStateAndData(Action.reply(from, "here"));
            }
            return event.equals("wait") ? keepStateAndData(Action.timeout(G, SECOND, "retry")) : keepStateAndData();
        });
        var ref = start(machine);
        tell(ref, "wait");
        clock.awaitWaiting(1);
        String answer = GenStatem.call(ref, from -> new Machine.Ask(from, "there?"));
        secondsPass(ref);
        assertThat(answer).isEqualTo("here");
        expect(machine, "enter a from a", "wait in a", "there? in a", "timeout retry in a", "mark in a");
    }
}
