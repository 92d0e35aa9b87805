package otp.redisclient.resp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads the numbers of RESP from a line, given without its line break. Stricter than Java, which would take "1d" or " 7". */
final class Numbers {
    private Numbers() {}

    /** Digits with or without a sign, of 64 bits: a digit too many is an error and does not begin again at the bottom (B23). */
    static long integer(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int digits = from < to && (negative || bytes[from] == '+') ? from + 1 : from;
        if (digits == to) {
            throw malformed("an integer", bytes, from, to);
        }
        // Counted below zero, where there is room for one more: the smallest long has no positive twin.
        long value = 0;
        for (int i = digits; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw malformed("an integer", bytes, from, to);
            }
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw malformed("an integer of 64 bits", bytes, from, to);
            }
            value = value * 10 - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw malformed("an integer of 64 bits", bytes, from, to);
        }
        return negative ? value : -value;
    }

    /** How many bytes or elements follow: zero or more. */
    static long length(byte[] bytes, int from, int to) {
        long length = integer(bytes, from, to);
        if (length < 0) {
            throw malformed("a length of zero or more", bytes, from, to);
        }
        return length;
    }

    static double floating(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        switch (text) {
            case "inf", "+inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            case "nan", "-nan":
                return Double.NaN;
            default:
                if (!text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0)) {
                    throw malformed("a number", bytes, from, to);
                }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw malformed("a number", bytes, from, to);
        }
    }

    static BigInteger big(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] < '0' || bytes[i] > '9') && (i > from || bytes[i] != '-' && bytes[i] != '+')) {
                throw malformed("an integer", bytes, from, to);
            }
        }
        try {
            return new BigInteger(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            throw malformed("an integer", bytes, from, to);
        }
    }

    static ParseError malformed(String expected, byte[] bytes, int from, int to) {
        return new ParseError("expected " + expected + ", got: " + Show.bytes(bytes, from, to));
    }
}
