package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import java.util.Map;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;

/** What an actor of a scenario understands. */
sealed interface Message {
    /** The director's word. */
    record Perform(Step step, Map<String, Term> bindings) implements Message {}

    /** A message of the scenario. */
    record Said(Term term) implements Message {}

    /** The other half of a link: to watch back. */
    record WatchMe(ActorRef<Message> who) implements Message {}

    /** The other half of an end of a link. */
    record UnwatchMe(ActorRef<Message> who) implements Message {}

    /** Nothing that fits has come in time. */
    record TimedOut() implements Message {}

    /** A group or a server has answered. */
    record Answered(Term result) implements Message {}

    /** What was asked for is there, and has a name. */
    record Made(Term result, Map<String, Term> bound) implements Message {}

    /** A task has a result for its owner. */
    record Result(Term task, Term value) implements Message {}

    /** A time that a task has, or a step that waits for tasks. */
    record TimeIsUp(Term what) implements Message {}

    /** A server has answered a request that has no limit. */
    record Replied(Term result) implements Message {}

    /** A group or a server has not answered, or no. */
    record NotAnswered(Throwable why) implements Message {}

    /** At the end the director asks what lies in the list. */
    record ShowList() implements Message {}
}
