package otp.comparison.arrows.wrong.redisclient;

/** Something to be seen. */
public record Something() {}
