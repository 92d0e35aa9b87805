package otp.redisclient;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and how to be let in, as one writes it in a line: {@code redis://user:password@host:6379/0}. Only the host must
 * be there; the port is then 6379 and the database 0. A password alone is {@code redis://:password@host}. What has a meaning in a
 * URI is written with a percent sign, {@code @} as {@code %40}.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param user for Redis 6 and later, or null for its default user; not without a password
 * @param password or null if the server asks for none
 * @param database 0 or more; how many there are, the server says (16, unless it was told otherwise)
 */
public record RedisUri(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database) {
    private static final String FORM = "expected redis://[[user]:password@]host[:port][/database]";

    /** The port of a Redis that was not told otherwise. */
    public static final int DEFAULT_PORT = 6379;

    /** @throws IllegalArgumentException if a part is not as described */
    public RedisUri {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) throw new IllegalArgumentException("A Redis needs a host: " + FORM);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("A port of Redis is 1 to 65535, not " + port);
        }
        if (user != null && password == null) {
            throw new IllegalArgumentException("The user " + user + " needs a password: " + FORM);
        }
        if (database < 0) throw new IllegalArgumentException("A database of Redis is 0 or more, not " + database);
    }

    /** A server that asks for no password, its database 0. */
    public RedisUri(String host, int port) {
        this(host, port, null, null, 0);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong with it, and never repeats a password
     */
    public static RedisUri parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            // Neither its message nor its cause: both repeat the text, and with it the password.
            throw new IllegalArgumentException("Not a URI, at its character " + e.getIndex() + ": " + FORM);
        }
        String scheme = uri.getScheme();
        if ("rediss".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(
                    "rediss:// asks for TLS, which the clients of this lesson leave out; Lettuce has it. Here: "
                            + FORM);
        }
        if (!"redis".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("The scheme " + scheme + " is not redis: " + FORM);
        }
        String host = uri.getHost();
        if (host == null)
            throw new IllegalArgumentException("There is no host in it, or no port that is a number: " + FORM);
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("Neither ? nor # has a meaning in it: " + FORM);
        }
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        if (info != null && colon < 0) {
            throw new IllegalArgumentException(
                    "Before the @ stands a user without a password, or a password without its colon: " + FORM);
        }
        return new RedisUri(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                info == null || colon == 0 ? null : decoded(info.substring(0, colon)),
                info == null ? null : decoded(info.substring(colon + 1)),
                database(uri.getPath()));
    }

    private static int database(@Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) return 0;
        try {
            return Integer.parseInt(path.substring(1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The database " + path.substring(1) + " is not a number: " + FORM);
        }
    }

    /** Not URLDecoder, which would take a plus for a blank. */
    private static String decoded(String raw) {
        return Objects.requireNonNull(URI.create("x:/" + raw).getPath()).substring(1);
    }

    /** As it is written, but with {@code ***} for the password: safe to show and to log. */
    @Override
    public String toString() {
        String who = password == null ? "" : (user == null ? "" : user) + ":***@";
        String where = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return "redis://" + who + where + ":" + port + (database == 0 ? "" : "/" + database);
    }
}
