package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import otp.comparison.scenario.Term;

/** What a server or a state machine of a scenario understands. */
sealed interface Request extends Event {
    /** A question that wants an answer: OTP's call. */
    record Ask(Term question, ActorRef<Term> replyTo) implements Request {}

    /** A message that wants none: OTP's cast. */
    record Tell(Term message) implements Request {}

    /** What others send: OTP's info. Here it is one more message of the protocol. */
    record Info(Term message) implements Request {}

    /** The other half of a link: to watch back. */
    record WatchMe(ActorRef<?> who) implements Request {}

    /** The other half of an end of a link. */
    record UnwatchMe(ActorRef<?> who) implements Request {}
}
