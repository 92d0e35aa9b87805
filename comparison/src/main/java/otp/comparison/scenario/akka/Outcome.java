package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;

/** What the director hears. */
sealed interface Outcome {
    /** A step has come to its end. */
    record Done(ActorRef<?> by, Term result, Map<String, Term> bound) implements Outcome {}

    /** A step has come to its end that tells what lies in the list. */
    record Lists(ActorRef<?> by, List<Term> messages) implements Outcome {}

    /** A step has thrown, and the actor has caught it. */
    record Failed(ActorRef<?> by, String what) implements Outcome {}

    /** A step that Akka cannot express. */
    record NoIdiom(ActorRef<?> by, String why) implements Outcome {}

    /** A server or a state machine handles something. */
    record Saw(ActorRef<?> who, String word, List<Term> terms) implements Outcome {}

    /** A child of a group has begun: for the first time, or anew at the same address. */
    record Started(String id, ActorRef<?> who, @Nullable ActorRef<?> by) implements Outcome {}

    /** A child was stopped, and hears of it. */
    record Terminates(ActorRef<?> who, @Nullable ActorRef<?> by) implements Outcome {}

    /** An actor has failed and begins anew at the same address; what waited in its state is lost. */
    record Restarts(ActorRef<?> who, Term because) implements Outcome {}

    /** An actor has ended; why is what it failed with, or {@link Ends#STOPPED}. */
    record Ended(ActorRef<?> who, Term why) implements Outcome {}

    /** What lies in the list of an actor that was asked at the end. */
    record Kept(ActorRef<?> who, List<Term> messages) implements Outcome {}
}
