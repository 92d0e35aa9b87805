package otp.comparison.scenario.akka;

import java.io.Serial;
import otp.comparison.scenario.Term;

/** With this an actor of a scenario fails: Akka has no exit reason, so the exception carries one. */
final class Left extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    final transient Term reason;

    Left(Term reason) {
        super(reason.show(Object::toString));
        this.reason = reason;
    }
}
