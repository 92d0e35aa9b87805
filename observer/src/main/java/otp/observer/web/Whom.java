package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Lane;

/**
 * Whom a request is about.
 *
 * @param lane in which lane
 * @param path where in its tree
 */
record Whom(Lane lane, String path) {

    /** A request that cannot be answered, and the sentence that says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }

        Answer answer() {
            return Answer.words(status, String.valueOf(getMessage()));
        }
    }

    /** From a query such as {@code lane=akka&path=%2Fuser%2Fpool}. */
    static Whom in(@Nullable String query, List<? extends Lane> lanes) throws Refused {
        Map<String, String> parameters = parse(query == null ? "" : query);
        String wanted = required("lane", parameters);
        String path = required("path", parameters);
        for (Lane lane : lanes) {
            if (lane.name().equals(wanted)) {
                return new Whom(lane, path);
            }
        }
        throw new Refused(
                404,
                "Expected the lane to be one of "
                        + lanes.stream().map(Lane::name).collect(Collectors.joining(", ")) + ", got: " + wanted + ".");
    }

    /** Nobody is there, or not any more. */
    Refused nobody() {
        return new Refused(
                404,
                "Nobody is at " + path + " in the lane " + lane.name()
                        + " now. It has ended, or never was there: /api/tree shows who is.");
    }

    static String required(String name, Map<String, String> parameters) throws Refused {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new Refused(
                    400,
                    "Expected the parameters lane and path, as in ?lane=akka&path=%2Fuser%2Fpool, got no " + name
                            + ".");
        }
        return value;
    }

    static Map<String, String> parse(String query) throws Refused {
        var parameters = new HashMap<String, String>();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0 && parameters.put(each.substring(0, equals), decode(each.substring(equals + 1))) != null) {
                throw new Refused(
                        400, "Expected each parameter once, got " + each.substring(0, equals) + " more than once.");
            }
        }
        return parameters;
    }

    private static String decode(String text) throws Refused {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "Expected two hexadecimal digits after each % of a parameter, got: " + text + ".");
        }
    }
}
