package otp.comparison.arrows.wrong.handrolled;

import akka.actor.typed.ActorSystem;

/** A mistake. */
public record SeesAkka(ActorSystem<Void> used) {}
