package otp.comparison.arrows.wrong.concurrency.akka;

import otp.comparison.arrows.wrong.handrolled.SeesAkka;

/** A mistake. */
public record SeesHandrolled(SeesAkka used) {}
