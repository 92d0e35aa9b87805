package otp.observer.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Detail;
import otp.observer.tree.Snapshot;
import otp.observer.tree.Status;
import otp.observer.tree.Tables;

/**
 * The picture of the trees as JSON: records become objects, {@link Status#WAITING} becomes {@code "waiting"}, a duration becomes a
 * number of seconds, to the millisecond.
 */
final class Json {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Status.class, (JsonSerializer<Status>)
                    (status, _, _) -> new JsonPrimitive(status.name().toLowerCase(Locale.ROOT)))
            .registerTypeAdapter(Duration.class, (JsonSerializer<Duration>)
                    (duration, _, _) -> new JsonPrimitive(BigDecimal.valueOf(duration.toMillis(), 3)))
            .serializeNulls()
            .create();

    private Json() {}

    static String of(Snapshot snapshot) {
        return GSON.toJson(snapshot);
    }

    static String of(Tables tables) {
        return GSON.toJson(tables);
    }

    static String of(Detail detail) {
        return GSON.toJson(detail);
    }

    static JsonElement tree(@Nullable Object object) {
        return GSON.toJsonTree(object);
    }
}
