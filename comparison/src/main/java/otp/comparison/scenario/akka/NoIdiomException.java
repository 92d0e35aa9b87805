package otp.comparison.scenario.akka;

import java.io.Serial;

/** A step for which Akka has no idiom; the message says why. */
final class NoIdiomException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoIdiomException(String why) {
        super(why);
    }
}
