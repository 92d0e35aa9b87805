package otp.comparison.arrows.wrong.supervision;

import otp.comparison.arrows.wrong.observer.SeesActorCell;

/** A mistake. */
public record SeesObserver(SeesActorCell used) {}
