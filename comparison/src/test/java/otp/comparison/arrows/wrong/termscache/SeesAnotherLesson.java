package otp.comparison.arrows.wrong.termscache;

import otp.comparison.arrows.wrong.redisclient.Something;

/** A mistake. */
public record SeesAnotherLesson(Something used) {}
