package otp.redisclient.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the tests of the parser share. */
final class Wire {
    private Wire() {}

    /** Each char a byte, so that "\u00ff" is the byte 255. */
    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static List<RedisValue> parse(String latin1) {
        return new Parser().feed(bytes(latin1));
    }

    /** In pieces: up to each of the cuts, and the rest. */
    static List<RedisValue> parseInPieces(byte[] bytes, int... cuts) {
        var parser = new Parser();
        var values = new ArrayList<RedisValue>();
        // Always in the same array, as a connection does: whatever the parser wants to keep it must have copied.
        byte[] reused = new byte[bytes.length];
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            System.arraycopy(bytes, from, reused, 0, to - from);
            parser.feed(reused, 0, to - from, values::add);
            Arrays.fill(reused, (byte) 'x');
            from = to;
        }
        return values;
    }
}
