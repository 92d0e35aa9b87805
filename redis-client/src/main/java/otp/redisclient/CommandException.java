package otp.redisclient;

/**
 * The server has answered a command with an error: {@code Redix.Error}. The connection is well, and other commands are not affected.
 * In a pipeline it is no exception but a value at the place of its command, for the others have their answers (row X7).
 */
public final class CommandException extends RedisException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param message what the server has said: a code in capitals, a blank, and a sentence */
    public CommandException(String message) {
        super(message, null);
        int blank = message.indexOf(' ');
        this.code = blank < 0 ? message : message.substring(0, blank);
    }

    /** The first word of the message, such as {@code ERR}, {@code WRONGTYPE}, {@code NOAUTH}. */
    public String code() {
        return code;
    }
}
