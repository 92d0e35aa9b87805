package otp.comparison.arrows.wrong.observer.akka.internal;

import akka.actor.ActorCell;

/** No mistake: this is the one place. */
public record MaySeeActorCell(ActorCell used) {}
