package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What only a page that this start of the program has served can know. */
record Token(String text) {
    private static final int BYTES = 16;

    static Token random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** In the same time, however much of it is right. */
    boolean is(@Nullable String given) {
        return given != null && MessageDigest.isEqual(text.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
