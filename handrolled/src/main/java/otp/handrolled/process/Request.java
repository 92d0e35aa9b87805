package otp.handrolled.process;

/**
 * A call as it lies in the mailbox of the one who is called: Erlang's {@code {'$gen_call', From, Request}}.
 *
 * @param from where the answer goes; the body carries it too, typed
 * @param body what is asked
 */
public record Request(From<?> from, Object body) {}
