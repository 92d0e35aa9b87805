package otp.comparison.arrows.wrong.observer;

import akka.actor.ActorCell;

/** A mistake. */
public record SeesActorCell(ActorCell used) {}
