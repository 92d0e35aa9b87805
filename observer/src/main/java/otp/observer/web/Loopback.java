package otp.observer.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a port on the addresses that only this machine reaches: 127.0.0.1 and, where the machine has it, ::1. Both, because
 * {@code localhost} may mean either; were one left out, a browser could meet another program there.
 */
final class Loopback {
    private static final int BACKLOG = 50;
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /**
     * Opens the port; nothing is answered yet.
     *
     * @return one server for each address, all on the same port
     * @throws PortTakenException if somebody else has it
     */
    static List<HttpServer> open(Port port) throws IOException {
        var servers = new ArrayList<HttpServer>();
        try {
            HttpServer first = open("127.0.0.1", port.number());
            servers.add(first);
            if (hasIpv6()) {
                servers.add(open("::1", first.getAddress().getPort()));
            }
            return List.copyOf(servers);
        } catch (IOException e) {
            servers.forEach(server -> server.stop(0));
            throw e;
        }
    }

    private static HttpServer open(String address, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
        } catch (BindException e) {
            throw new PortTakenException(port, e);
        }
    }

    /** Whether this is a name of this machine. The port behind it does not matter: a tunnel may change it. */
    static boolean isName(@Nullable String host) {
        return host != null && NAMES.contains(host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT));
    }

    /** Whether ::1 can be listened on at all. */
    private static boolean hasIpv6() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return probe.isBound();
        } catch (IOException noIpv6) {
            return false;
        }
    }
}
