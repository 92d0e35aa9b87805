package otp.observer.web;

import com.sun.net.httpserver.Headers;

/**
 * Whether a request comes from a page that this start of the program has served: such a page knows the token, which no page from
 * elsewhere can read, and a browser says where a request comes from. The header with the token is none that a foreign form or link
 * could send.
 */
final class OwnPage {
    private static final String TOKEN_HEADER = "X-Observer-Token";

    private OwnPage() {}

    /** Lets it pass, or says why not. */
    static void check(Headers headers, Token token) throws Whom.Refused {
        String origin = headers.getFirst("Origin");
        String expected = "http://" + headers.getFirst("Host");
        if (origin != null && !origin.equals(expected)) {
            throw new Whom.Refused(
                    403, "Expected this to come from this observer's own page, " + expected + ", got: " + origin);
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw new Whom.Refused(
                    403, "Expected this to come from this observer's own page, got a request that is " + site + ".");
        }
        if (!token.is(headers.getFirst(TOKEN_HEADER))) {
            throw new Whom.Refused(
                    403,
                    "Expected the token of this start in the header " + TOKEN_HEADER
                            + ". The page is from an earlier start: load it again.");
        }
    }
}
