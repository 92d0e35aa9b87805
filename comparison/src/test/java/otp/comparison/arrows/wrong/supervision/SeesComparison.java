package otp.comparison.arrows.wrong.supervision;

import otp.comparison.arrows.wrong.comparison.Something;

/** A mistake. */
public record SeesComparison(Something used) {}
