package otp.handrolled.genstatem;

import static otp.handrolled.genstatem.Transition.keepStateAndData;
import static otp.handrolled.genstatem.Transition.nextState;
import static otp.handrolled.genstatem.Transition.repeatStateAndData;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order a machine sees what happens. Each expectation is what gen_statem of OTP 25 did with the same script. */
class EventOrderTest extends MachineTest {

    @Test
    @Tag("F4")
    @Tag("F5")
    @Tag("F9")
    @Tag("F11")
    void insertedThenPostponedThenZeroTimeoutsThenTheMailbox() throws Exception {
        var machine = Machine.of((event, state, _, _) -> switch (event) {
            case "p1", "p2" -> state.equals("a") ? keepStateAndData(Action.postpone()) : keepStateAndData();
            case "go" ->
                nextState(
                        "b",
                        0,
                        Action.internal(1),
                        Action.timeout(TimeoutType.EVENT, Duration.ZERO, "event"),
                        Action.stateTimeout(Duration.ZERO, "state"),
                        Action.timeout(TimeoutType.generic("g"), Duration.ZERO, "generic"),
                        Action.internal(2));
            default -> keepStateAndData();
        });
        tellAtOnce(start(machine), "p1", "p2", "go", "later");
        expect(
                machine,
                "enter a from a",
                "p1 in a",
                "p2 in a",
                "go in a",
                "enter b from a",
                "internal 1 in b",
                "internal 2 in b",
                "p1 in b",
                "p2 in b",
                "timeout state in b",
                "timeout generic in b",
                "later in b");
    }

    @Test
    @Tag("F11")
    void zeroTimeoutsComeInTheOrderTheyWereSetAndBeforeTheMailbox() throws Exception {
        var machine = Machine.of((event, _, _, _) -> event.equals("go")
                ? nextState(
                        "b",
                        0,
                        Action.timeout(TimeoutType.EVENT, Duration.ZERO, "event"),
                        Action.stateTimeout(Duration.ZERO, "state"),
                        Action.timeout(TimeoutType.generic("g"), Duration.ZERO, "generic"))
                : keepStateAndData());
        tellAtOnce(start(machine), "go", "later");
        expect(
                machine,
                "enter a from a",
                "go in a",
                "enter b from a",
                "timeout event in b",
                "timeout state in b",
                "timeout generic in b",
                "later in b");
    }

    @Test
    @Tag("F3")
    void whatIsPostponedAgainKeepsItsPlaceBeforeNewerEvents() throws Exception {
        var machine = Machine.of((event, state, _, _) -> switch (event + state) {
            case "p1a", "p1b", "p2a" -> keepStateAndData(Action.postpone());
            case "p2b" -> nextState("c", 0);
            case "goa" -> nextState("b", 0);
            default -> keepStateAndData();
        });
        tellAtOnce(start(machine), "p1", "p2", "go", "later");
        expect(
                machine,
                "enter a from a",
                "p1 in a",
                "p2 in a",
                "go in a",
                "enter b from a",
                "p1 in b",
                "p2 in b",
                "enter c from b",
                "p1 in c",
                "later in c");
    }

    @Test
    @Tag("F3")
    @Tag("F4")
    void anEventThatIsPostponedWithAChangeComesAgainAtOnceBehindTheInserted() throws Exception {
        var machine = Machine.of((event, state, _, _) -> event.equals("x") && state.equals("a")
                ? nextState("b", 0, Action.postpone(), Action.internal("i"))
                : keepStateAndData());
        tell(start(machine), "x");
        expect(machine, "enter a from a", "x in a", "enter b from a", "internal i in b", "x in b");
    }

    @Test
    @Tag("F2")
    @Tag("F3")
    void postponedEventsWaitWhileTheStateIsTheSame() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "post" -> keepStateAndData(Action.postpone());
            case "same" -> nextState("a", 1);
            default -> keepStateAndData();
        });
        tellAtOnce(start(machine), "post", "same", "later");
        expect(machine, "enter a from a", "post in a", "same in a", "later in a");
    }

    @Test
    @Tag("F7")
    void repeatingAStateEntersItAndRetriesNothing() throws Exception {
        var machine = Machine.of((event, _, _, _) -> switch (event) {
            case "post" -> keepStateAndData(Action.postpone());
            case "again" -> repeatStateAndData();
            default -> keepStateAndData();
        });
        tellAtOnce(start(machine), "post", "again", "later");
        expect(machine, "enter a from a", "post in a", "again in a", "enter a from a", "later in a");
    }

    @Test
    @Tag("F5")
    @Tag("F6")
    void whatInitInsertsComesAfterTheFirstEnterAndBeforeAnyMessage() throws Exception {
        var machine = new Machine(
                Init.ok("a", 0, Action.internal("first"), Action.stateTimeout(Duration.ZERO, "init")),
                (_, _, _, _) -> keepStateAndData(),
                (_, _, data) -> Entered.keep(data, Action.timeout(TimeoutType.generic("e"), Duration.ZERO, "enter")));
        tell(start(machine), "m");
        expect(machine, "enter a from a", "internal first in a", "timeout init in a", "timeout enter in a", "m in a");
    }
}
