package otp.redisclient;

import org.jspecify.annotations.Nullable;

/** The connection did not bring the answer of a command: {@code Redix.ConnectionError}. */
public final class ConnectionException extends RedisException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What has happened, and so whether the server may have done the command. */
    public enum Reason {
        /** No answer in time. The server may have done it, or do it yet. */
        TIMEOUT("no answer came in time; the command may have been done", true),
        /** The connection was lost while the answer was awaited. The server may have done it. */
        DISCONNECTED("the connection was lost before the answer came; the command may have been done", true),
        /** There was no connection, so that it was not sent: the server has not done it. */
        CLOSED("there is no connection; the command was not sent", false),
        /** More wait for their answers than there is room for: it was not sent. */
        OVERLOADED("too many wait for their answers already; the command was not sent", false),
        /** No connection could be made, or the server did not let us in. Nothing was sent. */
        NOT_CONNECTED("no connection could be made", false);

        private final String meaning;
        private final boolean perhapsDone;

        Reason(String meaning, boolean perhapsDone) {
            this.meaning = meaning;
            this.perhapsDone = perhapsDone;
        }

        /** Whether the server may have done the command: if so, trying again may do it twice. */
        public boolean perhapsDone() {
            return perhapsDone;
        }
    }

    /** With the reason's own words. */
    public ConnectionException(Reason reason) {
        this(reason, "", null);
    }

    /**
     * @param detail what is known beyond the reason, such as who was asked and for how long; may be empty
     * @param cause what has led to it, or null
     */
    public ConnectionException(Reason reason, String detail, @Nullable Throwable cause) {
        super(detail.isEmpty() ? reason.meaning : reason.meaning + ": " + detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
