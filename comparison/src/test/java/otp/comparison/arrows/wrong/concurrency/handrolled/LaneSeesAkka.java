package otp.comparison.arrows.wrong.concurrency.handrolled;

import akka.actor.typed.ActorSystem;

/** A mistake. */
public record LaneSeesAkka(ActorSystem<Void> used) {}
