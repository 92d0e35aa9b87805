package otp.comparison.arrows.wrong.concurrency.akka;

import otp.comparison.arrows.wrong.concurrency.handrolled.LaneSeesAkka;

/** A mistake. */
public record SeesTheOtherLane(LaneSeesAkka used) {}
