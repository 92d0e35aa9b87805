package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import otp.comparison.scenario.Term;

/** Who waits for an answer, as a server hands it to another: an address like any other, for Akka. */
record Caller(ActorRef<Term> replyTo) {}
