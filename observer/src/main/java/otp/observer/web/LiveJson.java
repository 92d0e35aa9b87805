package otp.observer.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Map;
import otp.observer.live.Difference;
import otp.observer.live.Picture;

/** What goes over the live stream: at first a whole picture, then of each node no more than what is different. */
final class LiveJson {
    private LiveJson() {}

    static String of(Picture picture) {
        var all = new JsonObject();
        all.add("lanes", Json.tree(picture.lanes()));
        all.add("nodes", entries(picture.nodes().values()));
        return all.toString();
    }

    /** What is empty is left out. */
    static String of(Difference difference) {
        var all = new JsonObject();
        add(all, "lanes", (JsonArray) Json.tree(difference.lanes()));
        add(all, "removed", (JsonArray) Json.tree(difference.removed()));
        add(all, "added", entries(difference.added()));
        var changed = new JsonArray();
        difference.changed().forEach(change -> changed.add(change(change)));
        add(all, "changed", changed);
        return all.toString();
    }

    private static void add(JsonObject all, String name, JsonArray some) {
        if (!some.isEmpty()) {
            all.add(name, some);
        }
    }

    private static JsonArray entries(Collection<Picture.Entry> entries) {
        var array = new JsonArray();
        entries.forEach(entry -> array.add(entry(entry)));
        return array;
    }

    private static JsonObject entry(Picture.Entry entry) {
        var object = (JsonObject) Json.tree(entry.node());
        object.remove("children");
        object.addProperty("lane", entry.place().lane());
        object.addProperty("parent", entry.parent());
        object.add("age", Json.tree(entry.age()));
        return object;
    }

    private static JsonObject change(Difference.Change change) {
        JsonObject before = entry(change.before());
        var different = (JsonObject) Json.tree(change.now().place());
        for (Map.Entry<String, JsonElement> field : entry(change.now()).entrySet()) {
            boolean isAge = field.getKey().equals("age");
            if (isAge ? change.begunAnew() : !field.getValue().equals(before.get(field.getKey()))) {
                different.add(field.getKey(), field.getValue());
            }
        }
        return different;
    }
}
