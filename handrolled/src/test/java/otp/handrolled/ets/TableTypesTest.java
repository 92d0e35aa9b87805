package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableTypesTest extends EtsTest {

    // ---- E1 ----

    @Test
    @Tag("E1")
    void byDefaultATableIsAnUnnamedProtectedSetWithoutAnHeirAndTheFirstElementIsTheKey() throws Exception {
        node.run(() -> {
            Ets<String, Pair<String, Integer>> table = Ets.create("table");
            assertThat(table.info())
                    .contains(new TableInfo(
                            "table", false, TableType.SET, Access.PROTECTED, self(), Optional.empty(), 0, false));
            assertThat(Ets.whereis("table")).isEmpty();
            table.insert(new Pair<>("key", 1));
            assertThat(table.lookup("key")).containsExactly(new Pair<>("key", 1));
        });
    }

    @Test
    @Tag("E1")
    void anotherElementIsTheKeyIfTheTableIsToldSo() throws Exception {
        node.run(() -> {
            Ets<String, User> byCity = Ets.create("users", User::city, Options.DEFAULT);
            byCity.insert(ADA);
            assertThat(byCity.lookup("london")).containsExactly(ADA);
            assertThat(byCity.lookup("ada")).isEmpty();
            assertThat(byCity.get("london")).isEqualTo(ADA);
            assertThat(byCity.get("paris")).isNull();
            assertThat(byCity.member("london")).isTrue();
            assertThat(byCity.member("paris")).isFalse();
        });
    }

    // ---- E2 ----

    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    @Tag("E2")
    void inASetAnInsertionReplaces(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            table.insert(pair("a", 1));
            table.insert(pair("a", 2));
            table.insert(List.of(pair("b", 1), pair("b", 2)));
            assertThat(table.lookup("a")).containsExactly(pair("a", 2));
            assertThat(table.lookup("b")).containsExactly(pair("b", 2));
            assertThat(table.info().orElseThrow().size()).isEqualTo(2);
        });
    }

    @Test
    @Tag("E2")
    void inASetOneAndOnePointZeroAreTwoKeys() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            table.insert(List.of(pair(1, "integer"), pair(1.0, "float")));
            assertThat(table.lookup(1)).containsExactly(pair(1, "integer"));
            assertThat(table.lookup(1.0)).containsExactly(pair(1.0, "float"));
        });
    }

    @Test
    @Tag("E2")
    void inAnOrderedSetOneAndOnePointZeroAreOneKeyAndTheLastInsertedStays() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.ORDERED_SET);
            table.insert(List.of(pair(1, "integer"), pair(2, "two")));
            table.insert(pair(1.0, "float"));
            assertThat(table.toList()).containsExactly(pair(1.0, "float"), pair(2, "two"));
            assertThat(table.lookup(1)).containsExactly(pair(1.0, "float"));
            assertThat(table.first()).contains(1.0);
            assertThat(table.insertNew(pair(1, "new"))).isFalse();
        });
    }

    @Test
    @Tag("E2")
    void anOrderedSetIsInTheOrderOfTerms() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.ORDERED_SET);
            record One(Object element) {}
            record Two(Object first, Object second) {}
            var keys = List.<Object>of(
                    2.5,
                    3,
                    Access.PUBLIC,
                    true,
                    self(),
                    new One(9),
                    new Two(1, 2),
                    List.of(),
                    List.of(1),
                    "a",
                    "b",
                    "z",
                    "é");
            keys.reversed().forEach(key -> table.insert(pair(key, "")));
            assertThat(table.toList()).extracting(Pair::key).containsExactlyElementsOf(keys);
        });
    }

    @Test
    @Tag("E2")
    void aKeyWithoutAPlaceInTheOrderIsNamed() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.ORDERED_SET);
            assertBadArg(() -> table.insert(pair(Double.NaN, ""))).hasMessageContaining("place in the order of terms");
            table.insert(pair(1, ""));
            assertBadArg(() -> table.insert(pair(new Object(), ""))).hasMessageContaining("java.lang.Object");
            assertThat(table.toList()).hasSize(1);
        });
    }

    // ---- E3 ----

    @Test
    @Tag("E3")
    void aBagHoldsManyObjectsAKeyInTheOrderOfInsertionButNoTwoThatAreEqual() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.BAG);
            for (int value : List.of(1, 2, 1, 3)) {
                table.insert(pair("a", value));
            }
            assertThat(table.lookup("a")).containsExactly(pair("a", 1), pair("a", 2), pair("a", 3));
            table.insert(pair("a", 1.0));
            assertThat(table.lookup("a")).hasSize(4);
            assertThat(table.info().orElseThrow().size()).isEqualTo(4);
        });
    }

    @Test
    @Tag("E3")
    void aDuplicateBagKeepsEqualObjects() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.DUPLICATE_BAG);
            table.insert(List.of(pair("a", 1), pair("a", 2), pair("a", 1)));
            assertThat(table.lookup("a")).containsExactly(pair("a", 1), pair("a", 2), pair("a", 1));
            table.deleteObject(pair("a", 1));
            assertThat(table.lookup("a")).containsExactly(pair("a", 2));
        });
    }

    @Test
    @Tag("E3")
    void inABagAnObjectThatComesBackComesLast() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.BAG);
            table.insert(pair("a", 1));
            table.insert(pair("a", 2));
            table.deleteObject(pair("a", 1));
            table.insert(pair("a", 1));
            assertThat(table.lookup("a")).containsExactly(pair("a", 2), pair("a", 1));
        });
    }

    // ---- E13 ----

    @ParameterizedTest
    @EnumSource
    @Tag("E13")
    void deletingWhatIsNotThereIsNoError(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            table.insert(pair("a", 1));
            table.delete("b");
            table.deleteObject(pair("a", 2));
            assertThat(table.toList()).containsExactly(pair("a", 1));
            table.delete("a");
            table.deleteAllObjects();
            assertThat(table.toList()).isEmpty();
        });
    }

    @Test
    @Tag("E13")
    void aDeletedTableCannotBeUsed() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            table.insert(pair("a", 1));
            table.delete();
            assertThat(table.info()).isEmpty();
            assertBadArg(() -> table.lookup("a")).hasMessageContaining("expected a table that exists, got: pairs");
            assertBadArg(() -> table.insert(pair("a", 1))).hasMessageContaining("expected a table that exists");
            assertBadArg(table::delete);
            assertBadArg(table::first);
        });
    }

    // ---- E14 ----

    @Test
    @Tag("E14")
    void inAnOrderedSetOneGoesOnFromAnyKeyThereOrNot() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.ORDERED_SET);
            table.insert(List.of(pair(1, ""), pair(2, ""), pair(4, "")));
            table.delete(2);
            assertThat(table.next(2)).contains(4);
            assertThat(table.next(1.5)).contains(4);
            assertThat(table.next(4)).isEmpty();
            assertThat(table.prev(2)).contains(1);
            assertThat(table.prev(1)).isEmpty();
            assertThat(table.first()).contains(1);
            assertThat(table.last()).contains(4);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "ORDERED_SET", mode = EnumSource.Mode.EXCLUDE)
    @Tag("E14")
    void withoutAnOrderOneCannotGoOnFromADeletedKey(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            table.insert(List.of(pair(1, ""), pair(2, "")));
            Object first = table.first().orElseThrow();
            table.delete(first);
            assertBadArg(() -> table.next(first)).hasMessageContainingAll("in the table pairs, got: 1", "fix()");
            assertBadArg(() -> table.next("never there"));
        });
    }

    @ParameterizedTest
    @EnumSource(names = "ORDERED_SET", mode = EnumSource.Mode.EXCLUDE)
    @Tag("E14")
    void aFixedTableIsWalkedOverWhileItIsEmptied(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            for (int key = 0; key < 100; key++) {
                table.insert(pair(key, ""));
            }
            table.fix();
            var seen = new HashSet<>();
            for (var key = table.first(); key.isPresent(); key = table.next(key.get())) {
                assertThat(seen.add(key.get())).isTrue();
                table.delete(key.get());
            }
            assertThat(seen).hasSize(100);
            assertThat(table.info().orElseThrow().size()).isZero();
            assertThat(table.member(0)).isFalse();
            table.release();
            assertBadArg(() -> table.next(0));
        });
    }

    @Test
    @Tag("E14")
    void fixesAreCountedAndEndWithTheirProcess() throws Exception {
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("t", Options.DEFAULT.with(Access.PUBLIC));
            table.release(); // never fixed: no error
            table.fix();
            table.fix();
            table.release();
            assertThat(table.info().orElseThrow().fixed()).isTrue();
            table.release();
            assertThat(table.info().orElseThrow().fixed()).isFalse();
            var fixer = waiting(table::fix);
            assertThat(table.info().orElseThrow().fixed()).isTrue();
            var down = monitor(fixer);
            send(fixer, "end");
            downOf(down);
            assertThat(table.info().orElseThrow().fixed()).isFalse();
        });
    }

    @Test
    @Tag("E14")
    void anEmptyTableHasNoFirstKey() throws Exception {
        node.run(() -> {
            for (TableType type : TableType.values()) {
                assertThat(pairs(type).first()).isEmpty();
                assertThat(pairs(type).last()).isEmpty();
            }
        });
    }

    // ---- E15 ----

    @Test
    @Tag("E15")
    void aNamedTableIsFoundByItsNameWhichIsTakenOnce() throws Exception {
        node.run(() -> {
            Ets<String, User> users = Ets.create("users", User::name, Options.DEFAULT.asNamed());
            users.insert(ADA);
            assertThat(Ets.<String, User>named("users").lookup("ada")).containsExactly(ADA);
            assertBadArg(() -> Ets.create("users", User::name, Options.DEFAULT.asNamed()))
                    .hasMessageContaining("expected a table name that is free, got: \"users\"");
            assertThat(Ets.<String, User>named("users")).isSameAs(users);
            assertBadArg(() -> Ets.named("nobody")).hasMessageContaining("\"nobody\"");
        });
    }

    @Test
    @Tag("E15")
    void aRenamedTableFreesItsOldName() throws Exception {
        node.run(() -> {
            Ets<String, User> users = Ets.create("users", User::name, Options.DEFAULT.asNamed());
            users.rename("people");
            assertThat(Ets.whereis("users")).isEmpty();
            assertThat(Ets.<String, User>named("people")).isSameAs(users);
            Ets<String, User> others = Ets.create("users", User::name, Options.DEFAULT.asNamed());
            assertBadArg(() -> others.rename("people")).hasMessageContaining("\"people\"");
            assertThat(Ets.<String, User>named("users")).isSameAs(others);
            users.delete();
            assertThat(Ets.whereis("people")).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E15")
    void takeReturnsWhatItRemoves(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            table.insert(List.of(pair("a", 1), pair("a", 2), pair("b", 1)));
            int expected = type.holdsManyPerKey() ? 2 : 1;
            assertThat(table.take("a")).hasSize(expected).contains(pair("a", 2));
            assertThat(table.take("a")).isEmpty();
            assertThat(table.toList()).containsExactly(pair("b", 1));
        });
    }

    // ---- E16 ----

    @Test
    @Tag("E16")
    void whatIsReadCannotBeChanged() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.BAG);
            table.insert(List.of(pair("a", List.of(1)), pair("a", List.of(2))));
            assertThatThrownBy(() -> table.lookup("a").clear()).isInstanceOf(UnsupportedOperationException.class);
            assertThat(table.lookup("a")).hasSize(2);
        });
    }

    @Test
    @Tag("E16")
    void whatCouldBeChangedLaterIsRefused() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            var list = new ArrayList<>(List.of(1));
            record Box(Object content) {}
            for (Object mutable : List.of(
                    list, new int[1], new Box(list), new StringBuilder(), List.of(new int[0]), new HashMap<>())) {
                assertBadArg(() -> table.insert(pair("a", mutable))).hasMessageContaining("cannot change");
                assertBadArg(() -> table.insert(List.of(pair("b", 1), pair("a", mutable))));
            }
            assertBadArg(() -> table.insert(pair("a", null))).hasMessageContaining("without null");
            assertThat(table.toList()).isEmpty();
        });
    }

    @Test
    @Tag("E16")
    void aCopyIsNotTouchedByWhatHappensToItsOriginal() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            var list = new ArrayList<Object>(List.of(1));
            table.insert(pair("a", List.copyOf(list)));
            list.add(2);
            assertThat(table.lookup("a")).containsExactly(pair("a", List.of(1)));
        });
    }
}
