package otp.handrolled.introspection;

import java.time.Duration;
import otp.handrolled.process.ExitReason;

/** What came of asking a process for its state. */
public sealed interface StateView {
    /** The state as text. */
    record Shown(String text) implements StateView {}

    /** It did not answer in time: it is busy in a callback. The question stays in its mailbox and goes unheard. */
    record Busy(Duration waited) implements StateView {}

    /** It is no server, so it was not asked: the message would lie in its mailbox, or crash it. */
    record NotAServer() implements StateView {}

    /** It is dead, or died before it answered. */
    record Gone(ExitReason reason) implements StateView {}
}
