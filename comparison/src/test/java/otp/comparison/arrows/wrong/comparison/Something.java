package otp.comparison.arrows.wrong.comparison;

/** Something to be seen. */
public record Something() {}
