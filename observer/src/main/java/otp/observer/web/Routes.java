package otp.observer.web;

import com.sun.net.httpserver.HttpExchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.tree.Detail;
import otp.observer.tree.Lane;
import otp.observer.tree.Snapshot;
import otp.observer.tree.Tables;

/** What there is to ask for, but the stream; and what is refused, with a sentence. */
final class Routes {
    static final String LIVE = "/api/live";
    private static final String ACTION = "/api/action";
    private static final String STATE = "/api/state";

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** How a request to one path is answered. */
    @FunctionalInterface
    private interface Route {
        Answer answer(HttpExchange exchange) throws Whom.Refused;
    }

    private final List<? extends Lane> lanes;
    private final Permissions permissions;
    private final Token token;
    private final Map<String, Route> routes = new HashMap<>();

    Routes(List<? extends Lane> lanes, Permissions permissions, Token token) {
        this.lanes = lanes;
        this.permissions = permissions;
        this.token = token;
        Answer page = PageFiles.index(permissions, token);
        PageFiles.all().forEach((path, answer) -> routes.put(path, _ -> answer));
        routes.put("/", _ -> page);
        routes.put("/api/tree", _ -> Answer.json(Json.of(Snapshot.of(lanes))));
        routes.put("/api/tables", _ -> Answer.json(Json.of(Tables.of(lanes))));
        routes.put("/api/process", this::process);
        routes.put(STATE, this::state);
        routes.put(ACTION, new Actions(lanes, permissions.actions(), token)::answer);
    }

    static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    /** What changes something, or sends somebody a message, is no GET: a link, or a browser that loads ahead, must not do it. */
    static String methodOf(String path) {
        return path.equals(ACTION) || path.equals(STATE) ? "POST" : "GET";
    }

    /** Why a request is not even looked at, if so. */
    Optional<Answer> refusal(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!Loopback.isName(host)) {
            return Optional.of(Answer.words(
                    403, "This page is for this machine only. Expected a request to localhost, got: " + host));
        }
        String path = path(exchange);
        if (!routes.containsKey(path) && !path.equals(LIVE)) {
            return Optional.of(Answer.words(
                    404,
                    "There is nothing at " + path + ". There is a page at / and its data at /api/live, /api/tree,"
                            + " /api/process and /api/tables; what is done goes to /api/action and /api/state."));
        }
        String expected = methodOf(path);
        if (!exchange.getRequestMethod().equals(expected)) {
            return Optional.of(Answer.words(
                    405, "Expected " + expected + " for " + path + ", got: " + exchange.getRequestMethod() + "."));
        }
        return Optional.empty();
    }

    /** The answer to a request that was not refused. */
    Answer answer(HttpExchange exchange) {
        try {
            return Objects.requireNonNull(routes.get(path(exchange))).answer(exchange);
        } catch (Whom.Refused refused) {
            return refused.answer();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Cannot answer {} {}", exchange.getRequestMethod(), path(exchange), e);
            return Answer.words(500, "What is asked for cannot be read just now. The log says why.");
        }
    }

    private Answer process(HttpExchange exchange) throws Whom.Refused {
        Whom whom = Whom.in(exchange.getRequestURI().getRawQuery(), lanes);
        Detail detail = whom.lane().detail(whom.path(), permissions.contents()).orElseThrow(whom::nobody);
        return Answer.json(Json.of(detail));
    }

    /** A question that the process has to answer, unlike all others here: so it takes what an action takes. */
    private Answer state(HttpExchange exchange) throws Whom.Refused {
        if (!permissions.contents()) {
            throw new Whom.Refused(403, String.valueOf(Detail.Lines.HIDDEN.why()));
        }
        OwnPage.check(exchange.getRequestHeaders(), token);
        Whom whom = Whom.in(exchange.getRequestURI().getRawQuery(), lanes);
        return Answer.json(Json.tree(whom.lane().state(whom.path()).orElseThrow(whom::nobody))
                .toString());
    }
}
