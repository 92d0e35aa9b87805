package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.observer.live.Picture;
import otp.observer.tree.Budget;
import otp.observer.tree.Connection;
import otp.observer.tree.Snapshot;
import otp.observer.tree.Status;
import otp.observer.tree.TableView;
import otp.observer.tree.Tables;
import otp.observer.tree.TreeNode;

class JsonTest {
    @Test
    void aNodeHasEveryFieldTheInterfacePromises() {
        assertThat(root(Json.of(lane(node("stack", 7L)))).keySet())
                .contains(
                        "path",
                        "kind",
                        "strategy",
                        "connection",
                        "budget",
                        "restarts",
                        "age",
                        "status",
                        "mailbox",
                        "messages",
                        "children");
    }

    @Test
    void thePageReadsNoFieldThatIsNotThere() {
        Set<String> read = Stream.of("observer.js", "forest.js", "treeview.js", "words.js")
                .map(file -> new String(Answer.file(file, "text/javascript").body(), UTF_8))
                .flatMap(page ->
                        Pattern.compile("\\bdata\\.(\\w+)").matcher(page).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        JsonObject picture = JsonParser.parseString(LiveJson.of(Picture.of(lane(node("stack", 7L)))))
                .getAsJsonObject();

        assertThat(read).contains("strategy", "restarts", "age", "budget");
        assertThat(picture.getAsJsonArray("nodes").get(0).getAsJsonObject().keySet())
                .containsAll(read);
    }

    @Test
    void aStatusIsALowerCaseWord() {
        assertThat(root(Json.of(lane(node("stack", 7L)))).get("status").getAsString())
                .isEqualTo("waiting");
    }

    @Test
    void anAgeIsANumberOfSeconds() {
        assertThat(root(Json.of(lane(node("stack", 7L)))).get("age").toString()).isEqualTo("61.042");
    }

    @Test
    void aBudgetIsANumberOfRestartsWithinSeconds() {
        assertThat(root(Json.of(lane(node("stack", 7L)))).get("budget").toString())
                .isEqualTo("{\"maxRestarts\":3,\"within\":5.000}");
    }

    @Test
    void whatNobodyKnowsIsNull() {
        var node = new TreeNode("/a", "a", "1", "Actor", null, null, null, null, Status.WAITING, 0, null, List.of());

        JsonObject root = root(Json.of(lane(node)));

        assertThat(List.of("strategy", "budget", "restarts", "age", "messages", "connection"))
                .allSatisfy(field -> assertThat(root.get(field).isJsonNull()).isTrue());
    }

    @Test
    void aConnectionHasItsStateItsReconnectsAndWhatIsPending() {
        TreeNode node = node("pool_1", 7L).withConnection(new Connection("up", 2, 5));

        assertThat(root(Json.of(lane(node))).get("connection").toString())
                .isEqualTo("{\"state\":\"up\",\"reconnects\":2,\"pending\":5}");
    }

    @Test
    void anUnknownCountIsNull() {
        assertThat(root(Json.of(lane(node("stack", null)))).get("messages").isJsonNull())
                .isTrue();
    }

    @Test
    void aTreeThatHasEndedIsNull() {
        assertThat(Json.of(lane(null))).isEqualTo("{\"lanes\":[{\"lane\":\"akka\",\"root\":null}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b\\c",
                "line\nbreak\ttab",
                "\u0000\u001f\u007f",
                "</script><img src=x>",
                "\u2028\u2029",
                "größe ✓ 😀",
                "$/#%"
            })
    void anyNameComesOutAsItWentIn(String name) {
        assertThat(root(Json.of(lane(node(name, 0L)))).get("name").getAsString())
                .isEqualTo(name);
    }

    private static TreeNode node(String name, Long messages) {
        return new TreeNode(
                "/" + name,
                name,
                "#PID<0.1.0>",
                "Supervisor",
                "one_for_one",
                new Budget(3, Duration.ofSeconds(5)),
                1,
                Duration.ofNanos(61_042_999_999L),
                Status.WAITING,
                0,
                messages,
                List.of());
    }

    private static Snapshot lane(TreeNode root) {
        return new Snapshot(List.of(new Snapshot.LaneTree("akka", root)));
    }

    private static JsonObject root(String json) {
        var reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        return JsonParser.parseReader(reader)
                .getAsJsonObject()
                .getAsJsonArray("lanes")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("root");
    }

    @Test
    void whatIsInATableStaysText() {
        var entry = new TableView.Entry("<b>\"&", "</script>\u2028");
        var table = new TableView("terms", "Ets", "/course", 1, 100, 2L, null, List.of(entry));
        JsonObject read = JsonParser.parseString(
                        Json.of(new Tables(List.of(new Tables.LaneTables("akka", List.of(table))))))
                .getAsJsonObject()
                .getAsJsonArray("lanes")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("tables")
                .get(0)
                .getAsJsonObject();
        assertThat(read.getAsJsonArray("first")
                        .get(0)
                        .getAsJsonObject()
                        .get("key")
                        .getAsString())
                .isEqualTo("<b>\"&");
        assertThat(read.getAsJsonArray("first")
                        .get(0)
                        .getAsJsonObject()
                        .get("value")
                        .getAsString())
                .isEqualTo("</script>\u2028");
        assertThat(read.get("misses").isJsonNull()).isTrue();
    }
}
