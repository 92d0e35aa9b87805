package otp.redisclient.resp;

import java.util.Arrays;

/** Bytes that come in pieces. Its array at least doubles when it grows, so that each byte is copied twice on average. */
final class Gathered {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /** Adds a piece. {@code atMost} is how many bytes there can be in the end: no array is longer than that. */
    void add(byte[] from, int offset, int length, int atMost) {
        if (bytes.length - size < length) {
            long doubled = Math.max(256, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(atMost, Math.max(doubled, (long) size + length)));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Gives the bytes away, in an array that is just as long, and starts from nothing. */
    byte[] take() {
        byte[] taken = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        bytes = NONE;
        size = 0;
        return taken;
    }

    /** Forgets the bytes, and keeps the array for the next ones unless it is a large one. */
    void clear() {
        size = 0;
        if (bytes.length > 4_096) {
            bytes = NONE;
        }
    }
}
