package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.self;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Pid;

/** Whatever is done with a table whose owner has died is a named error. */
class GoneTableTest extends EtsTest {
    private static final Counter<User> AGE =
            new Counter<>(User::age, (user, age) -> new User(user.name(), (int) age, user.city()));

    private static Map<String, ThrowingCallable> uses(Ets<String, User> table, Pid other) {
        Pattern<User> any = Pattern.of(User.class);
        var all = MatchSpec.head(any).body(Bindings::object);
        return Map.ofEntries(
                Map.entry("lookup", () -> table.lookup("ada")),
                Map.entry("get", () -> table.get("ada")),
                Map.entry("member", () -> table.member("ada")),
                Map.entry("lookupElement", () -> table.lookupElement("ada", User::age)),
                Map.entry("toList", table::toList),
                Map.entry("foldl", () -> table.<Integer>foldl(0, (_, sum) -> sum)),
                Map.entry("foldr", () -> table.<Integer>foldr(0, (_, sum) -> sum)),
                Map.entry("select", () -> table.select(all)),
                Map.entry("selectReverse", () -> table.selectReverse(all)),
                Map.entry("selectCount", () -> table.selectCount(all)),
                Map.entry("selectDelete", () -> table.selectDelete(all)),
                Map.entry("selectReplace", () -> table.selectReplace(all)),
                Map.entry("matchObject", () -> table.matchObject(any)),
                Map.entry("matchDelete", () -> table.matchDelete(any)),
                Map.entry("first", table::first),
                Map.entry("last", table::last),
                Map.entry("next", () -> table.next("ada")),
                Map.entry("prev", () -> table.prev("ada")),
                Map.entry("fix", table::fix),
                Map.entry("release", table::release),
                Map.entry("insert", () -> table.insert(ADA)),
                Map.entry("insertNew", () -> table.insertNew(List.of(ADA))),
                Map.entry("delete", () -> table.delete("ada")),
                Map.entry("take", () -> table.take("ada")),
                Map.entry("deleteObject", () -> table.deleteObject(ADA)),
                Map.entry("deleteAllObjects", table::deleteAllObjects),
                Map.entry("updateCounter", () -> table.updateCounter("ada", AGE.add(1), _ -> ADA)),
                Map.entry("updateElement", () -> table.updateElement("ada", user -> user)),
                Map.entry("rename", () -> table.rename("other")),
                Map.entry("giveAway", () -> table.giveAway(other, "data")),
                Map.entry("setHeir", () -> table.setHeir(other, "data")),
                Map.entry("setNoHeir", table::setNoHeir));
    }

    @Test
    @Tag("E5")
    void eachUseOfItNamesTheTableAndSaysWhy() throws Exception {
        node.run(() -> {
            var table = new AtomicReference<Ets<String, User>>();
            Pid owner =
                    node.spawn(() -> table.set(Ets.create("gone", User::name, Options.DEFAULT.with(Access.PUBLIC))));
            downOf(owner);
            uses(table.get(), self())
                    .forEach((name, use) -> assertBadArg(use)
                            .as(name)
                            .hasMessageContaining(
                                    "expected a table that exists, got: gone, which was deleted or has gone"));
            assertThat(table.get().info()).isEmpty();
        });
    }

    @Test
    void noUseIsForgottenAbove() throws Exception {
        Set<String> harmless = Set.of("info", "toString");
        Set<String> functions = Arrays.stream(Ets.class.getMethods())
                .filter(method ->
                        method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !harmless.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        node.run(() -> assertThat(uses(Ets.create("t", User::name, Options.DEFAULT), self()))
                .containsOnlyKeys(functions));
    }
}
