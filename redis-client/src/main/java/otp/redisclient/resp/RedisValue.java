package otp.redisclient.resp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What Redis answers: every type of RESP2 and RESP3. Redix has plain Elixir terms for them; here a {@code switch} tells them
 * apart, and the {@code as…} methods serve where only one type can come.
 *
 * <pre>{@code
 * switch (connection.command("GET", "user:42")) {
 *     case BulkString(var bytes) -> use(bytes);
 *     case Null() -> missing();
 *     case ErrorReply refused -> throw new IllegalStateException(refused.message());
 *     ...
 * }
 * }</pre>
 *
 * <p>All are values with {@code equals}. Arrays of bytes are shared and not copied: do not change them.
 */
public sealed interface RedisValue {

    /** {@code +OK}: a short text without line breaks. */
    record SimpleString(String text) implements RedisValue {
        /** What most commands that only do something answer. */
        public static final SimpleString OK = new SimpleString("OK");
    }

    /**
     * {@code -ERR message} and, in RESP3, {@code !}: Redis refuses the command. It is an answer like any other: the connection is
     * fine, and in a pipeline it takes one place (X7).
     */
    record ErrorReply(String message) implements RedisValue {
        /**
         * The first word, by which programs tell errors apart.
         *
         * @return such as {@code ERR}, {@code WRONGTYPE} or {@code NOSCRIPT}
         */
        public String code() {
            int space = message.indexOf(' ');
            return space < 0 ? message : message.substring(0, space);
        }
    }

    /** {@code :42}: an integer of 64 bits. */
    record Int(long value) implements RedisValue {}

    /** {@code $5}: any bytes. */
    record BulkString(byte[] bytes) implements RedisValue {
        /**
         * The value for a text.
         *
         * @param text the text, written as UTF-8
         * @return the value
         */
        public static BulkString of(String text) {
            return new BulkString(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BulkString(var theirs) && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "BulkString[" + Show.bytes(bytes) + "]";
        }
    }

    /** {@code *2}: values in their order. */
    record Array(List<RedisValue> elements) implements RedisValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** {@code _}, and RESP2's {@code $-1} and {@code *-1}: nothing there. Elixir's {@code nil}. */
    record Null() implements RedisValue {
        /** The one that the parser gives out. */
        public static final Null NULL = new Null();
    }

    /** {@code #t} and {@code #f}. */
    record Bool(boolean value) implements RedisValue {}

    /** {@code ,3.14}: a number that may have a fraction, be infinite or be no number. */
    record Floating(double value) implements RedisValue {}

    /** {@code (123…}: an integer that needs more than 64 bits. */
    record BigNumber(BigInteger value) implements RedisValue {}

    /** {@code =15}: bytes that say in three letters how to show them, {@code txt} or {@code mkd}. */
    record Verbatim(String format, byte[] bytes) implements RedisValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Verbatim(var theirFormat, var theirs)
                    && format.equals(theirFormat)
                    && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return 31 * format.hashCode() + Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Verbatim[" + format + ":" + Show.bytes(bytes) + "]";
        }
    }

    /** One key of a {@link Dictionary} and what belongs to it. */
    record Entry(RedisValue key, RedisValue value) {}

    /** {@code %2}: keys and values in the order they came. A list, not a map: RESP does not forbid that a key comes twice. */
    record Dictionary(List<Entry> entries) implements RedisValue {
        public Dictionary {
            entries = List.copyOf(entries);
        }

        /**
         * Looks through the entries for a key that is a text.
         *
         * @param key the key
         * @return what belongs to the first such key, or nothing
         */
        public Optional<RedisValue> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key.asOptionalText().equals(Optional.of(key)))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** {@code ~2}: values of which each should come once, in the order they came. */
    record Members(List<RedisValue> elements) implements RedisValue {
        public Members {
            elements = List.copyOf(elements);
        }
    }

    /** {@code >2}: not an answer but news, such as a published message. It takes no place among the replies. */
    record Push(List<RedisValue> elements) implements RedisValue {
        public Push {
            elements = List.copyOf(elements);
        }
    }

    /** {@code |1}: a value with remarks about it, such as how often its key is asked for. Who does not know them takes the value. */
    record Attributed(List<Entry> attributes, RedisValue value) implements RedisValue {
        public Attributed {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * The text of a string, read as UTF-8.
     *
     * @return the text
     * @throws WrongTypeException if this is no string; null is none
     */
    default String asText() {
        return asOptionalText().orElseThrow(() -> new WrongTypeException("a string", this));
    }

    /**
     * The text of a string, read as UTF-8, or nothing if this is no string: {@link Null}, say.
     *
     * @return the text or nothing
     */
    default Optional<String> asOptionalText() {
        return switch (this) {
            case SimpleString(var text) -> Optional.of(text);
            case BulkString(var bytes) -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
            case Verbatim(var _, var bytes) -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
            case Attributed(var _, var value) -> value.asOptionalText();
            case ErrorReply _, Int _, Array _, Null _, Bool _, Floating _, BigNumber _ -> Optional.empty();
            case Dictionary _, Members _, Push _ -> Optional.empty();
        };
    }

    /**
     * The bytes of a string, not copied.
     *
     * @return the bytes
     * @throws WrongTypeException if this is no string
     */
    default byte[] asBytes() {
        return switch (this) {
            case SimpleString(var text) -> text.getBytes(StandardCharsets.UTF_8);
            case BulkString(var bytes) -> bytes;
            case Verbatim(var _, var bytes) -> bytes;
            case Attributed(var _, var value) -> value.asBytes();
            case ErrorReply _,
                    Int _,
                    Array _,
                    Null _,
                    Bool _,
                    Floating _,
                    BigNumber _,
                    Dictionary _,
                    Members _,
                    Push _ -> throw new WrongTypeException("a string", this);
        };
    }

    /**
     * The number of an {@link Int}.
     *
     * @return the number
     * @throws WrongTypeException if this is something else
     */
    default long asLong() {
        return switch (this) {
            case Int(var value) -> value;
            case Attributed(var _, var value) -> value.asLong();
            case SimpleString _, ErrorReply _, BulkString _, Array _, Null _, Bool _, Floating _, BigNumber _ ->
                throw new WrongTypeException("an integer", this);
            case Verbatim _, Dictionary _, Members _, Push _ -> throw new WrongTypeException("an integer", this);
        };
    }

    /**
     * The elements of an {@link Array}, of {@link Members} or of a {@link Push}.
     *
     * @return the elements
     * @throws WrongTypeException if this is something else
     */
    default List<RedisValue> asList() {
        return switch (this) {
            case Array(var elements) -> elements;
            case Members(var elements) -> elements;
            case Push(var elements) -> elements;
            case Attributed(var _, var value) -> value.asList();
            case SimpleString _, ErrorReply _, Int _, BulkString _, Null _, Bool _, Floating _, BigNumber _ ->
                throw new WrongTypeException("a list", this);
            case Verbatim _, Dictionary _ -> throw new WrongTypeException("a list", this);
        };
    }
}
