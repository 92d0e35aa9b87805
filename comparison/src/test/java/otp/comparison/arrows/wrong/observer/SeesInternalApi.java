package otp.comparison.arrows.wrong.observer;

import akka.actor.typed.internal.BehaviorImpl;

/** A mistake. */
public record SeesInternalApi(BehaviorImpl used) {}
