package otp.redisclient.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of the bytes of one connection, in whatever pieces they come: half a reply, or three and the beginning of a fourth
 * (X1). Where {@code Redix.Protocol} returns a continuation, a function to be called with the next packet, this object remembers
 * where it is. It looks at each byte once, and takes no more than its {@link Limits}.
 *
 * <pre>{@code
 * var parser = new Parser();
 * parser.feed(bytes, 0, socket.read(bytes), value -> waiting.poll().reply(value));   // "bytes" may be used again
 * }</pre>
 *
 * <p>Not thread-safe: it belongs to whoever reads the connection. Never blocks.
 */
public final class Parser {
    private final Limits limits;
    private Assembler assembler;
    private Scanner scanner;
    private @Nullable ParseError failure;

    /** Makes a parser with {@link Limits#DEFAULT}. */
    public Parser() {
        this(Limits.DEFAULT);
    }

    /**
     * Makes a parser.
     *
     * @param limits how much it takes
     */
    public Parser(Limits limits) {
        this.limits = limits;
        this.assembler = new Assembler(limits);
        this.scanner = new Scanner(limits, assembler);
    }

    /**
     * Takes the next bytes and gives out the values that they complete.
     *
     * @param bytes holds them; not kept, so the caller may use it again
     * @param offset where they begin
     * @param length how many they are
     * @param values is given each value as soon as it is complete, also those before an error; must not throw
     * @throws ParseError if the bytes are not RESP, at the first byte that shows it, and from then on always
     * @throws LimitExceeded if a value is larger than the {@link Limits} allow, likewise
     */
    public void feed(byte[] bytes, int offset, int length, Consumer<? super RedisValue> values) {
        if (failure != null) {
            throw new ParseError("this parser has met an error: take a new one, for a new connection", failure);
        }
        int end = offset + length;
        try {
            for (int at = offset; at < end; ) {
                at = scanner.scan(bytes, at, end);
                RedisValue complete = assembler.takeComplete();
                if (complete != null) {
                    values.accept(complete);
                }
            }
        } catch (ParseError error) {
            failure = error;
            // Whatever had been gathered is garbage, and may be large.
            assembler = new Assembler(limits);
            scanner = new Scanner(limits, assembler);
            throw error;
        }
    }

    /**
     * The same for a buffer, which it reads to its end. One that has no array to look into is read by way of a copy.
     *
     * @param buffer holds the bytes
     * @param values is given each value
     * @throws ParseError as {@link #feed(byte[], int, int, Consumer)}
     */
    public void feed(ByteBuffer buffer, Consumer<? super RedisValue> values) {
        if (buffer.hasArray()) {
            int offset = buffer.arrayOffset() + buffer.position();
            int length = buffer.remaining();
            buffer.position(buffer.limit());
            feed(buffer.array(), offset, length, values);
            return;
        }
        byte[] copy = new byte[Math.min(buffer.remaining(), 16 << 10)];
        while (buffer.hasRemaining()) {
            int length = Math.min(buffer.remaining(), copy.length);
            buffer.get(copy, 0, length);
            feed(copy, 0, length, values);
        }
    }

    /**
     * The same for a whole array, with the values in a list: for tests and small programs.
     *
     * @param bytes the bytes
     * @return the values that they complete
     * @throws ParseError as {@link #feed(byte[], int, int, Consumer)}; the values before the error are then lost
     */
    public List<RedisValue> feed(byte[] bytes) {
        var values = new ArrayList<RedisValue>();
        feed(bytes, 0, bytes.length, values::add);
        return values;
    }

    /**
     * Whether it is between two values: the one place where a connection can end without cutting a reply.
     *
     * @return true at the beginning and after each whole value
     */
    public boolean isBetweenValues() {
        return failure == null && scanner.isBetweenTokens() && assembler.isBetweenValues();
    }
}
