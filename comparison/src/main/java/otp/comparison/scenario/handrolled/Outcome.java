package otp.comparison.scenario.handrolled;

import java.util.List;
import java.util.Map;
import otp.comparison.scenario.Term;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

/** What the director hears. */
sealed interface Outcome {
    /** A step has returned. */
    record Done(Pid by, Shown result, Map<String, Term> bound) implements Outcome {}

    /** A step has raised, and the process has caught it. */
    record Failed(Pid by, String kind, Term reason) implements Outcome {}

    /** A supervisor has started a child. */
    record Started(String id, Pid pid, Pid by) implements Outcome {}

    /** A server or a state machine has begun its init. */
    record Entered(String name, Pid pid) implements Outcome {}

    /** A callback of a server or a state machine was called. */
    record Saw(Pid who, String word, List<Term> terms) implements Outcome {}

    /** A child that traps exits has been told to end. */
    record Terminates(Pid who, Pid by, ExitReason reason) implements Outcome {}

    /** A process has ended. */
    record Ended(Pid who, ExitReason reason) implements Outcome {}
}
