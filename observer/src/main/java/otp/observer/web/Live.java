package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.observer.live.Difference;
import otp.observer.live.Feed;
import otp.observer.live.Look;
import otp.observer.live.Picture;
import otp.observer.live.Viewer;

/**
 * {@code /api/live}: the trees as server-sent events. First a {@code snapshot} of all there is, also for a client that comes back,
 * then a {@code diff} whenever something is different. {@code problem} and {@code end} carry a sentence. A comment in every silence
 * shows whether the client is still there.
 */
final class Live {
    private static final String RETRY = "retry: 1000\n\n";
    private static final String COMMENT = ": nothing new\n\n";

    private final Feed feed;
    private final Duration silence;
    private final WriteLimit limit;

    /**
     * The streams of a feed.
     *
     * @param silence after how long without an event a comment is sent
     * @param limit how long a client may take to read one event
     */
    Live(Feed feed, Duration silence, WriteLimit limit) {
        this.feed = feed;
        this.silence = silence;
        this.limit = limit;
    }

    /**
     * Answers one client for as long as it stays, on the calling thread.
     *
     * @return what to answer instead if it cannot be served; nothing if it was
     * @throws IOException when the client is gone, which is how most streams end
     */
    Optional<Answer> serve(HttpExchange exchange) throws IOException {
        Optional<Viewer> joined = feed.join();
        if (joined.isEmpty()) {
            return Optional.of(Answer.words(
                    503,
                    "There are too many live pages open already, or the application is about to stop."
                            + " Close some, and load this one again."));
        }
        try (Viewer viewer = joined.get()) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            stream(viewer, exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void stream(Viewer viewer, OutputStream out) throws IOException, InterruptedException {
        // At once, or else the browser says "connecting" until the first event.
        write(out, RETRY);
        Picture last = null;
        long written = System.nanoTime();
        while (true) {
            Look look = viewer.next(silence.minusNanos(System.nanoTime() - written));
            String text = switch (look) {
                case null -> COMMENT;
                case Look.Seen(var number, var picture) -> seen(number, last, picture);
                case Look.Unreadable() ->
                    event("problem", "The trees cannot be read just now. The application's log says why.");
                case Look.Ended() -> event("end", "The application has stopped.");
            };
            if (!text.isEmpty()) {
                write(out, text);
                written = System.nanoTime();
            }
            if (look instanceof Look.Ended) {
                // Before the viewer leaves, for which the server waits: so the client learns that this was all of it.
                limit.run(out::close);
                return;
            }
            if (look instanceof Look.Seen(var _, var picture)) {
                last = picture;
            }
        }
    }

    private static String seen(long number, @Nullable Picture last, Picture now) {
        String id = "id: " + number + "\n";
        if (last == null) {
            return id + event("snapshot", LiveJson.of(now));
        }
        Difference difference = now.since(last);
        return difference.isEmpty() ? "" : id + event("diff", LiveJson.of(difference));
    }

    /** The data has no line breaks: JSON writes them as {@code \n}. */
    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private void write(OutputStream out, String text) throws IOException {
        limit.run(() -> {
            out.write(text.getBytes(UTF_8));
            out.flush();
        });
    }
}
