package otp.observer.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.tree.Action;
import otp.observer.tree.Lane;
import otp.observer.tree.Outcome;

/**
 * {@code POST /api/action?lane=..&path=..&action=..}: does something to one process or actor. Only if the program was started with
 * the permission, and only for a page that it has served itself.
 */
final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

    private final List<? extends Lane> lanes;
    private final boolean allowed;
    private final Token token;

    Actions(List<? extends Lane> lanes, boolean allowed, Token token) {
        this.lanes = lanes;
        this.allowed = allowed;
        this.token = token;
    }

    /** Does it, or says why not. */
    Answer answer(HttpExchange exchange) throws Whom.Refused {
        check(exchange.getRequestHeaders());
        String query = exchange.getRequestURI().getRawQuery();
        Whom whom = Whom.in(query, lanes);
        Map<String, String> parameters = Whom.parse(query);
        Action action = action(parameters.get("action"));
        checkIdentity(whom, parameters.get("id"));
        Outcome outcome = whom.lane().act(whom.path(), action).orElseThrow(whom::nobody);
        LOG.info("{} {} {}: {}", action.word(), whom.lane().name(), whom.path(), outcome.words());
        return Answer.words(outcome.done() ? 200 : 409, outcome.words());
    }

    private void check(Headers headers) throws Whom.Refused {
        if (!allowed) {
            throw new Whom.Refused(
                    403,
                    "This observer only looks. To let it act, start it with ./mvnw compile exec:exec, or with"
                            + " -Dotp.allowActions=true before the main class.");
        }
        OwnPage.check(headers, token);
    }

    private static Action action(@Nullable String name) throws Whom.Refused {
        String words = Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", "));
        return Action.named(name == null ? "" : name)
                .orElseThrow(() -> new Whom.Refused(
                        400, "Expected the parameter action to be one of " + words + ", got: " + name + "."));
    }

    /** Whoever was meant may have been restarted since the page was drawn. */
    private static void checkIdentity(Whom whom, @Nullable String id) throws Whom.Refused {
        String now = whom.lane()
                .detail(whom.path(), false)
                .orElseThrow(whom::nobody)
                .node()
                .id();
        if (id != null && !id.equals(now)) {
            throw new Whom.Refused(
                    409, "Expected " + id + " to be at " + whom.path() + ", but it is " + now + " now. Look again.");
        }
    }
}
