package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otp.handrolled.ets.Pattern.Any;
import otp.handrolled.ets.Pattern.Tuple;
import otp.handrolled.ets.Pattern.Var;

class MatchTest extends EtsTest {
    private static final Var<String> NAME = Pattern.var("$1");
    private static final Var<Integer> AGE = Pattern.var("$2");
    private static final Tuple<User> USER = Pattern.of(User.class);

    @SuppressWarnings("unchecked")
    private static final Tuple<Pair<Object, Object>> PAIR =
            Pattern.of((Class<Pair<Object, Object>>) (Class<?>) Pair.class);

    private static Ets<String, User> users() {
        Ets<String, User> users = Ets.create("users", User::name, Options.of(TableType.ORDERED_SET));
        users.insert(List.of(ADA, KURT, new User("paris", 20, "paris")));
        return users;
    }

    // ---- E10 ----

    @ParameterizedTest
    @EnumSource
    @Tag("E10")
    void selectDeleteRemovesTheObjectsForWhichTheBodyIsTrueAndSelectCountAgrees(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            for (int key = 0; key < 100; key++) {
                table.insert(pair(key, key % 2 == 0));
            }
            Var<Object> value = Pattern.var("$1");
            var even = MatchSpec.head(PAIR.with(Pair::value, value)).body(it -> it.get(value));
            assertThat(table.selectCount(even)).isEqualTo(50);
            assertThat(table.selectDelete(even)).isEqualTo(50);
            assertThat(table.selectCount(even)).isZero();
            assertThat(table.toList())
                    .hasSize(50)
                    .allSatisfy(pair -> assertThat(pair.value()).isEqualTo(false));
        });
    }

    @Test
    @Tag("E10")
    void whatIsNotExactlyTrueIsNotCountedAndNotDeleted() throws Exception {
        node.run(() -> {
            var users = users();
            for (Object almost : List.of("true", 1, false, List.of(true))) {
                assertThat(users.selectCount(MatchSpec.head(USER).body(_ -> almost)))
                        .isZero();
                assertThat(users.selectDelete(MatchSpec.head(USER).body(_ -> almost)))
                        .isZero();
            }
            assertThat(users.toList()).hasSize(3);
        });
    }

    @Test
    @Tag("E10")
    void equalObjectsOfADuplicateBagAreCountedOneByOne() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.DUPLICATE_BAG);
            table.insert(List.of(pair("a", 1), pair("a", 2), pair("a", 1)));
            var ones = MatchSpec.head(PAIR.with(Pair::value, 1)).body(_ -> true);
            assertThat(table.selectCount(ones)).isEqualTo(2);
            assertThat(table.selectDelete(ones)).isEqualTo(2);
            assertThat(table.toList()).containsExactly(pair("a", 2));
        });
    }

    @Test
    @Tag("E10")
    void theFirstClauseThatFitsDecides() throws Exception {
        node.run(() -> {
            var users = users();
            var allButAda = MatchSpec.head(USER.with(User::name, "ada"))
                    .body(_ -> false)
                    .or(MatchSpec.head(new Any<User>()).body(_ -> true));
            assertThat(users.selectDelete(allButAda)).isEqualTo(2);
            assertThat(users.toList()).containsExactly(ADA);
        });
    }

    // ---- E11 ----

    @Test
    @Tag("E11")
    void aVariableIsBoundAndAnythingIsIgnored() throws Exception {
        node.run(() -> {
            var adults = MatchSpec.head(
                            USER.with(User::name, NAME).with(User::age, AGE).with(User::city, new Any<>()))
                    .guard(it -> it.get(AGE) > 30)
                    .body(it -> it.get(NAME) + it.get(AGE));
            assertThat(users().select(adults)).containsExactly("ada36", "kurt71");
        });
    }

    @Test
    @Tag("E11")
    void aVariableThatIsThereTwiceMustMeetEqualValues() throws Exception {
        node.run(() -> {
            var namedAfterTheirCity = MatchSpec.head(USER.with(User::name, NAME).with(User::city, NAME))
                    .body(Bindings::object);
            assertThat(users().select(namedAfterTheirCity)).containsExactly(new User("paris", 20, "paris"));

            var table = pairs(TableType.SET);
            table.insert(List.of(pair(1, 1), pair(2, 3), pair(4, 4.0)));
            Var<Object> same = Pattern.var("$1");
            assertThat(table.select(MatchSpec.head(PAIR.with(Pair::key, same).with(Pair::value, same))
                            .body(Bindings::object)))
                    .containsExactly(pair(1, 1));
        });
    }

    @Test
    @Tag("E11")
    void aGuardThatFailsIsNoMatchAndNoError() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            table.insert(List.of(pair("a", 1), pair("b", List.of(7))));
            Var<Object> value = Pattern.var("$1");
            var headIsSeven = MatchSpec.head(PAIR.with(Pair::value, value))
                    .guard(it -> ((List<?>) it.get(value)).getFirst().equals(7))
                    .body(Bindings::object);
            assertThat(table.select(headIsSeven)).containsExactly(pair("b", List.of(7)));
        });
    }

    @Test
    @Tag("E11")
    void allGuardsMustHold() throws Exception {
        node.run(() -> {
            var head = MatchSpec.head(USER.with(User::age, AGE));
            assertThat(users().select(head.guard(it -> it.get(AGE) > 30)
                            .guard(it -> it.get(AGE) < 40)
                            .body(Bindings::object)))
                    .containsExactly(ADA);
        });
    }

    @Test
    @Tag("E11")
    void aConstantIsItselfAlsoIfItLooksLikeAVariable() throws Exception {
        node.run(() -> {
            var users = users();
            users.insert(new User("$1", 1, ""));
            assertThat(users.select(MatchSpec.head(USER.with(User::name, "$1")).body(_ -> "$1")))
                    .containsExactly("$1");
        });
    }

    @Test
    @Tag("E11")
    @Tag("E2")
    void alsoInAnOrderedSetAConstantIsComparedByEquals() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.ORDERED_SET);
            table.insert(pair(1, ""));
            assertThat(table.lookup(1.0)).hasSize(1);
            assertThat(table.select(MatchSpec.head(PAIR.with(Pair::key, 1.0)).body(Bindings::object)))
                    .isEmpty();
            assertThat(table.select(MatchSpec.head(PAIR.with(Pair::key, 1)).body(Bindings::object)))
                    .hasSize(1);
        });
    }

    @Test
    @Tag("E11")
    void aTupleWithinATupleIsMatchedToo() throws Exception {
        node.run(() -> {
            Ets<String, Pair<String, User>> table = Ets.create("nested");
            table.insert(List.of(new Pair<>("a", ADA), new Pair<>("k", KURT)));
            @SuppressWarnings("unchecked")
            Tuple<Pair<String, User>> entry = Pattern.of((Class<Pair<String, User>>) (Class<?>) Pair.class);
            var spec = MatchSpec.head(
                            entry.with(Pair::value, USER.with(User::age, 71).with(User::name, NAME)))
                    .body(it -> it.get(NAME));
            assertThat(table.select(spec)).containsExactly("kurt");
        });
    }

    @Test
    @Tag("E11")
    void aPatternThatFitsNothingFindsNothing() throws Exception {
        node.run(() -> {
            assertThat(users().select(MatchSpec.head(USER.with(User::name, "nobody"))
                            .body(Bindings::object)))
                    .isEmpty();
            assertThat(users().select(new MatchSpec<User, User>(List.of()))).isEmpty();
        });
    }

    @Test
    @Tag("E11")
    void aVariableThatTheHeadDoesNotHaveIsNamedAlsoInAGuard() throws Exception {
        node.run(() -> {
            var head = MatchSpec.head(USER.with(User::name, NAME));
            assertThatThrownBy(() -> users().select(head.body(it -> it.get(AGE))))
                    .isInstanceOf(UnboundVariableException.class)
                    .hasMessageContaining("which are [$1], got: $2");
            assertThatThrownBy(() ->
                            users().select(head.guard(it -> it.get(AGE) > 3).body(_ -> true)))
                    .isInstanceOf(UnboundVariableException.class);
        });
    }

    @Test
    @Tag("E11")
    void aBodyThatThrowsThrowsInTheCaller() throws Exception {
        node.run(() -> assertThatThrownBy(
                        () -> users().select(MatchSpec.head(USER).body(_ -> {
                            throw new IllegalStateException("oops");
                        })))
                .hasMessage("oops"));
    }

    @Test
    void whatIsNoSpecificationIsNamed() {
        assertThatThrownBy(() -> MatchSpec.head(null)).hasMessageContaining("expected a pattern");
        assertThatThrownBy(() -> MatchSpec.head(USER).body(null)).hasMessageContaining("expected a body");
        assertThatThrownBy(() -> MatchSpec.head(USER).guard(null)).hasMessageContaining("expected a guard");
        assertBadArg(() -> Pattern.var(" ")).hasMessageContaining("expected a name for the variable");
    }
}
