package otp.redisclient.lettuce;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.ErrorReply;
import otp.redisclient.resp.RedisValue.Int;
import otp.redisclient.resp.RedisValue.Null;
import otp.redisclient.resp.RedisValue.SimpleString;

/** What Lettuce reads of RESP2, as the contracts have it. Where Lettuce has a type of Java for each command, this takes any. */
final class AnyReply extends CommandOutput<byte[], byte[], RedisValue> {
    /** An array of which not all has come. */
    private record Begun(int count, List<RedisValue> elements) {}

    private final Deque<Begun> begun = new ArrayDeque<>();

    AnyReply() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void set(ByteBuffer bytes) {
        add(bytes == null ? Null.NULL : string(copy(bytes)));
    }

    @Override
    public void set(long number) {
        add(new Int(number));
    }

    @Override
    public void setError(ByteBuffer bytes) {
        if (begun.isEmpty()) {
            super.setError(bytes);
        } else {
            add(new ErrorReply(new String(copy(bytes), StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void multi(int count) {
        if (count > 0) {
            begun.push(new Begun(count, new ArrayList<>()));
        } else {
            add(count == 0 ? new Array(List.of()) : Null.NULL);
        }
    }

    private void add(RedisValue value) {
        Begun last = begun.peek();
        if (last == null) {
            output = value;
            return;
        }
        last.elements.add(value);
        if (last.elements.size() == last.count) add(new Array(begun.pop().elements));
    }

    /** Lettuce gives {@code +OK} and {@code $2 OK} to its output in one way: of these two words we say that they are the first. */
    private static RedisValue string(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.equals("OK") || text.equals("PONG") ? new SimpleString(text) : new BulkString(bytes);
    }

    private static byte[] copy(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }
}
