package otp.redisclient.resp;

/** How bytes from the wire look in a message to people. */
final class Show {
    private static final int LONGEST = 200;

    private Show() {}

    static String bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
    }

    static String bytes(byte[] bytes, int from, int to) {
        var text = new StringBuilder("\"");
        for (int i = from; i < Math.min(to, from + LONGEST); i++) {
            text.append(oneByte(bytes[i]));
        }
        text.append('"');
        return to - from > LONGEST ? text + "… of " + (to - from) + " bytes" : text.toString();
    }

    static String oneByte(byte b) {
        return switch (b) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            default -> b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x" + hex(b >> 4) + hex(b);
        };
    }

    private static char hex(int digit) {
        return Character.forDigit(digit & 0xf, 16);
    }

    static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
