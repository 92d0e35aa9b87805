package otp.comparison.arrows.wrong.testkit;

/** Something to be seen. */
public record Something() {}
