package otp.redisclient.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import otp.redisclient.resp.Nesting.Kind;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.ErrorReply;
import otp.redisclient.resp.RedisValue.Null;
import otp.redisclient.resp.RedisValue.SimpleString;

/** Makes values of lines and bodies. */
final class Assembler {
    /** What {@link #line} returns if no body follows. */
    static final long NO_BODY = -1;

    private static final String TYPES = "+-:$*_#,(!=%~>|";

    private final Limits limits;
    private final Nesting nesting;

    /** The pieces of a string whose length was not declared. */
    private final Gathered chunks = new Gathered();

    /** What the body that is to come is of. */
    private byte bodyType;

    private @Nullable RedisValue complete;

    Assembler(Limits limits) {
        this.limits = limits;
        this.nesting = new Nesting(limits);
    }

    boolean isBetweenValues() {
        return nesting.isEmpty();
    }

    /** The value that has just been completed and lies in no other, or null. */
    @Nullable
    RedisValue takeComplete() {
        RedisValue taken = complete;
        complete = null;
        return taken;
    }

    void checkType(byte type) {
        if (nesting.inChunks()) {
            if (type != ';') {
                throw new ParseError(
                        "expected the next piece of a string, beginning with ;, got: \"" + Show.oneByte(type) + "\"");
            }
        } else if (type != '.' && TYPES.indexOf(type) < 0) {
            throw new ParseError("expected a value, beginning with one of " + TYPES + ", got: \"" + Show.oneByte(type)
                    + "\". Is that a Redis server?");
        }
    }

    /** Takes a type and its line in. Returns how many bytes of a body follow, or {@link #NO_BODY}. */
    long line(byte type, byte[] bytes, int from, int to) {
        switch (type) {
            case '+' -> value(simple(bytes, from, to));
            case '-' -> value(new ErrorReply(text(bytes, from, to)));
            case ':' -> value(new RedisValue.Int(Numbers.integer(bytes, from, to)));
            case ',' -> value(new RedisValue.Floating(Numbers.floating(bytes, from, to)));
            case '(' -> value(new RedisValue.BigNumber(Numbers.big(bytes, from, to)));
            case '#' -> value(bool(bytes, from, to));
            case '_' -> {
                checkEmpty(bytes, from, to);
                value(Null.NULL);
            }
            case '.' -> {
                checkEmpty(bytes, from, to);
                complete = nesting.end();
            }
            case '$', '!', '=', ';' -> {
                return string(type, bytes, from, to);
            }
            case '*', '~', '>', '%', '|' -> aggregate(type, bytes, from, to);
            default -> throw new AssertionError("a type that is not known was let through: " + type);
        }
        return NO_BODY;
    }

    void body(byte[] bytes) {
        switch (bodyType) {
            case '$' -> value(new BulkString(bytes));
            case '!' -> value(new ErrorReply(text(bytes, 0, bytes.length)));
            case '=' -> value(verbatim(bytes));
            case ';' -> {
                limits.checkBulk((long) chunks.size() + bytes.length);
                chunks.add(bytes, 0, bytes.length, limits.bulkBytes());
            }
            default -> throw new AssertionError("a type without a body has got one: " + bodyType);
        }
    }

    private void value(RedisValue value) {
        complete = nesting.add(value);
    }

    private long string(byte type, byte[] bytes, int from, int to) {
        if (type == '$' && isNull(bytes, from, to)) {
            value(Null.NULL);
            return NO_BODY;
        }
        if (type == '$' && isOpen(bytes, from, to)) {
            nesting.beginOpen(Kind.CHUNKS);
            return NO_BODY;
        }
        long length = Numbers.length(bytes, from, to);
        if (type == ';' && length == 0) {
            nesting.endChunks();
            value(new BulkString(chunks.take()));
            return NO_BODY;
        }
        bodyType = type;
        return length;
    }

    private void aggregate(byte type, byte[] bytes, int from, int to) {
        Kind kind = switch (type) {
            case '*' -> Kind.ARRAY;
            case '~' -> Kind.MEMBERS;
            case '>' -> Kind.PUSH;
            case '%' -> Kind.DICTIONARY;
            default -> Kind.ATTRIBUTES;
        };
        if (kind == Kind.ARRAY && isNull(bytes, from, to)) {
            value(Null.NULL);
        } else if (kind.mayBeOpen && isOpen(bytes, from, to)) {
            nesting.beginOpen(kind);
        } else {
            complete = nesting.begin(kind, Numbers.length(bytes, from, to));
        }
    }

    private static boolean isNull(byte[] bytes, int from, int to) {
        return to - from == 2 && bytes[from] == '-' && bytes[from + 1] == '1';
    }

    private static boolean isOpen(byte[] bytes, int from, int to) {
        return to - from == 1 && bytes[from] == '?';
    }

    private static SimpleString simple(byte[] bytes, int from, int to) {
        boolean ok = to - from == 2 && bytes[from] == 'O' && bytes[from + 1] == 'K';
        return ok ? SimpleString.OK : new SimpleString(text(bytes, from, to));
    }

    private static RedisValue.Bool bool(byte[] bytes, int from, int to) {
        if (to - from != 1 || bytes[from] != 't' && bytes[from] != 'f') {
            throw Numbers.malformed("t or f", bytes, from, to);
        }
        return new RedisValue.Bool(bytes[from] == 't');
    }

    private static RedisValue.Verbatim verbatim(byte[] bytes) {
        if (bytes.length < 4 || bytes[3] != ':') {
            throw Numbers.malformed("three letters and a colon before a text", bytes, 0, bytes.length);
        }
        return new RedisValue.Verbatim(
                new String(bytes, 0, 3, StandardCharsets.ISO_8859_1), Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static void checkEmpty(byte[] bytes, int from, int to) {
        if (from != to) {
            throw Numbers.malformed("nothing but a line break", bytes, from, to);
        }
    }
}
