package otp.comparison.arrows.wrong.termscache;

import otp.comparison.arrows.wrong.testkit.Something;

/** A mistake. */
public record SeesTestkit(Something used) {}
