package otp.redisclient.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A command as it goes over the wire: an array of bulk strings. Encoded once, by whoever makes it, so that the process which owns
 * the connection has only bytes to pass on.
 *
 * <pre>{@code
 * Command.of("SET", "user:42", photo, "EX", 60)      // "photo" is a byte[]
 * }</pre>
 *
 * <p>Binary safe: a length says how many bytes follow, and nothing in them has a meaning. Immutable.
 */
public final class Command {
    private static final Set<String> WITHOUT_ONE_REPLY = Set.of(
            "SUBSCRIBE",
            "PSUBSCRIBE",
            "SSUBSCRIBE",
            "UNSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SUNSUBSCRIBE",
            "MONITOR",
            "SYNC",
            "PSYNC");

    private final String name;
    private final int arguments;
    private final boolean hasOneReply;
    private final byte[] encoded;

    private Command(String name, int arguments, boolean hasOneReply, byte[] encoded) {
        this.name = name;
        this.arguments = arguments;
        this.hasOneReply = hasOneReply;
        this.encoded = encoded;
    }

    /**
     * Makes a command.
     *
     * @param name such as {@code GET}
     * @param arguments each a {@code byte[]}, taken as it is; a {@code String}, written as UTF-8; or an {@code Integer}, {@code
     *     Long} or {@code Double}, written in digits
     * @return the command
     * @throws IllegalArgumentException if the name is empty, or an argument is anything else: null, say
     */
    public static Command of(String name, Object... arguments) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("expected the name of a command, got an empty string");
        }
        byte[][] parts = new byte[arguments.length + 1][];
        parts[0] = utf8(name);
        for (int i = 0; i < arguments.length; i++) {
            parts[i + 1] = bytesOf(name, i, arguments[i]);
        }
        String upperCase = name.toUpperCase(Locale.ROOT);
        boolean silences =
                upperCase.equals("CLIENT") && arguments.length > 0 && "REPLY".equalsIgnoreCase(text(parts[1]));
        boolean hasOneReply = !silences && !WITHOUT_ONE_REPLY.contains(upperCase);
        return new Command(upperCase, arguments.length, hasOneReply, arrayOf(parts));
    }

    /**
     * Makes a command of its parts, the name among them.
     *
     * @param parts the name, a {@code String}, and the arguments as in {@link #of(String, Object...)}
     * @return the command
     * @throws IllegalArgumentException if there are none, or one is of another type
     */
    public static Command ofParts(List<?> parts) {
        if (parts.isEmpty() || !(parts.getFirst() instanceof String name)) {
            throw new IllegalArgumentException("expected a list that begins with the name of a command, got: "
                    + (parts.isEmpty() ? "[]" : "another type"));
        }
        return of(name, parts.subList(1, parts.size()).toArray());
    }

    /**
     * Several commands in one piece, as a pipeline sends them.
     *
     * @param commands the commands
     * @return their bytes, one after the other
     */
    public static byte[] encode(List<Command> commands) {
        if (commands.size() == 1) {
            return commands.getFirst().encoded;
        }
        byte[] all = new byte
                [Math.toIntExact(commands.stream()
                        .mapToLong(command -> command.encoded.length)
                        .sum())];
        int at = 0;
        for (Command command : commands) {
            System.arraycopy(command.encoded, 0, all, at, command.encoded.length);
            at += command.encoded.length;
        }
        return all;
    }

    /**
     * The name in capitals, as Redis reads it in either case.
     *
     * @return such as {@code GET}
     */
    public String name() {
        return name;
    }

    /**
     * Refuses the commands that Redis answers with more or fewer replies than one, such as SUBSCRIBE and CLIENT REPLY. A client
     * that gives the first reply to the first command would from there on give each to the wrong one.
     *
     * @throws IllegalArgumentException if this is such a command
     */
    public void checkHasOneReply() {
        if (!hasOneReply) {
            throw new IllegalArgumentException("expected a command with one reply, got: " + this
                    + ". It needs a connection of its own: Lettuce has such, these clients do not");
        }
    }

    /**
     * The bytes for the wire, not copied: do not change them.
     *
     * @return the bytes
     */
    public byte[] encoded() {
        return encoded;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] arrayOf(byte[][] parts) {
        long length = headerLength(parts.length);
        for (byte[] part : parts) {
            length += headerLength(part.length) + part.length + 2;
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        int at = header('*', parts.length, bytes, 0);
        for (byte[] part : parts) {
            at = header('$', part.length, bytes, at);
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
            bytes[at++] = '\r';
            bytes[at++] = '\n';
        }
        return bytes;
    }

    private static int headerLength(int number) {
        return 3 + digits(number);
    }

    private static int header(char type, int number, byte[] bytes, int at) {
        bytes[at] = (byte) type;
        int end = at + 1 + digits(number);
        int rest = number;
        for (int i = end - 1; i > at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        bytes[end] = '\r';
        bytes[end + 1] = '\n';
        return end + 2;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static byte[] bytesOf(String name, int index, Object argument) {
        return switch (argument) {
            case byte[] bytes -> bytes;
            case String text -> utf8(text);
            case Integer number -> utf8(number.toString());
            case Long number -> utf8(number.toString());
            case Double number -> utf8(number.toString());
            case null ->
                throw new IllegalArgumentException("expected a String, byte[] or number as argument " + (index + 1)
                        + " of " + name + ", got null: Redis has no null to send");
            default ->
                throw new IllegalArgumentException("expected a String, byte[] or number as argument " + (index + 1)
                        + " of " + name + ", got: " + argument.getClass().getName());
        };
    }

    /** Java writes "?" for half a surrogate pair without a word: two keys could become one. */
    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b == '?') {
                if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                    throw new IllegalArgumentException(
                            "expected a text that UTF-8 can write, got one with half a surrogate pair");
                }
                return bytes;
            }
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command command && Arrays.equals(encoded, command.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** Without the arguments: they may be passwords, or large. */
    @Override
    public String toString() {
        return arguments == 0 ? name : name + " and " + arguments + " more";
    }
}
