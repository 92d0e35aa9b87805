package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param contentType what the body is
 * @param body the body
 */
record Answer(int status, String contentType, byte[] body) {

    static Answer json(String text) {
        return new Answer(200, "application/json; charset=utf-8", text.getBytes(UTF_8));
    }

    /** Something went wrong, in words. */
    static Answer words(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }

    /**
     * A file that lies beside this class.
     *
     * @throws IllegalStateException if it is not there
     */
    static Answer file(String name, String contentType) {
        try (InputStream in = Answer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected the file " + name + " beside " + Answer.class.getName()
                        + " on the class path, and it is not there: build again with ./mvnw compile");
            }
            return new Answer(200, contentType + "; charset=utf-8", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file " + name + " on the class path", e);
        }
    }
}
