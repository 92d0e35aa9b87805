package otp.observer.web;

import java.io.IOException;

/** Another program listens on the port already. The message says what to do. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1;

    PortTakenException(int port, IOException cause) {
        super(
                "Port " + port + " is taken: another program listens there, maybe this one in another window."
                        + " Stop that one, or take another port: ./mvnw compile exec:exec -Dport="
                        + (port < 65_535 ? port + 1 : port - 1),
                cause);
    }
}
