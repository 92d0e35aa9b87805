package otp.redisclient.resp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Makes bytes of RESP at random, of all types, and spoils them. */
final class RandomWire {
    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "-2",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "?",
        "",
        "00",
        "1e9"
    };

    private final Random random;

    RandomWire(Random random) {
        this.random = random;
    }

    /** One to four whole values, one after the other. */
    byte[] values() {
        var out = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            value(out, 4);
        }
        return Wire.bytes(out.toString());
    }

    private void value(StringBuilder out, int depth) {
        switch (random.nextInt(depth == 0 ? 9 : 16)) {
            case 0 -> out.append('+').append(text(12)).append("\r\n");
            case 1 -> out.append("-ERR ").append(text(12)).append("\r\n");
            case 2 ->
                out.append(':').append(random.nextLong() >> random.nextInt(64)).append("\r\n");
            case 3, 4 -> bulk(out, '$', binary(random.nextInt(10) == 0 ? 3_000 : 20));
            case 5 -> bulk(out, '=', "txt:" + binary(20));
            case 6 -> out.append(random.nextBoolean() ? "$-1\r\n" : "_\r\n");
            case 7 -> out.append(random.nextBoolean() ? "#t\r\n" : ",1.5e3\r\n");
            case 8 -> {
                out.append("$?\r\n");
                for (int i = random.nextInt(3); i > 0; i--) {
                    bulk(out, ';', "x" + binary(10));
                }
                out.append(";0\r\n");
            }
            case 9 -> bulk(out, '!', "ERR " + binary(20));
            case 10 -> elements(out, '%', 2, depth);
            case 11 -> elements(out, '~', 1, depth);
            case 12 -> elements(out, '>', 1, depth);
            case 13 -> {
                elements(out, '|', 2, depth);
                value(out, depth - 1);
            }
            case 14 -> {
                out.append("*?\r\n");
                for (int i = random.nextInt(3); i > 0; i--) {
                    value(out, depth - 1);
                }
                out.append(".\r\n");
            }
            default -> elements(out, '*', 1, depth);
        }
    }

    private void elements(StringBuilder out, char type, int valuesPerElement, int depth) {
        int elements = random.nextInt(4);
        out.append(type).append(elements).append("\r\n");
        for (int i = 0; i < elements * valuesPerElement; i++) {
            value(out, depth - 1);
        }
    }

    private static void bulk(StringBuilder out, char type, String bytes) {
        out.append(type).append(bytes.length()).append("\r\n").append(bytes).append("\r\n");
    }

    private String text(int atMost) {
        var text = new StringBuilder();
        for (int i = random.nextInt(atMost); i > 0; i--) {
            text.append((char) (' ' + random.nextInt(224)));
        }
        return text.toString();
    }

    private String binary(int atMost) {
        var bytes = new StringBuilder();
        for (int i = random.nextInt(atMost); i > 0; i--) {
            bytes.append((char) random.nextInt(256));
        }
        return bytes.toString();
    }

    /** Spoils the bytes in one to four places: a byte changed, a piece lost, doubled or moved, a number put in. */
    byte[] mutated(byte[] whole) {
        byte[] bytes = whole;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(20) + 1));
            bytes = switch (random.nextInt(6)) {
                case 0 ->
                    spliced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(bytes, from, to, new byte[0]);
                case 2 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
                case 3 -> spliced(bytes, from, to, Wire.bytes(NUMBERS[random.nextInt(NUMBERS.length)]));
                case 4 -> spliced(bytes, from, from, Wire.bytes("*1\r\n".repeat(random.nextInt(40))));
                default -> Arrays.copyOf(bytes, from);
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(piece);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
