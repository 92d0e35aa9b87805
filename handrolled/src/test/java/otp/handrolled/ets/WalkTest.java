package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/** Folds, pages, and what changes what a match specification finds. */
class WalkTest extends EtsTest {
    private static final Pattern.Tuple<Number> NUMBER = Pattern.of(Number.class);
    private static final Pattern.Var<Integer> KEY = Pattern.var("$1");
    private static final MatchSpec<Number, Integer> KEYS =
            MatchSpec.head(NUMBER.with(Number::key, KEY)).body(it -> it.get(KEY));

    record Number(int key, long square) {}

    /** One to ten, with their squares. */
    private static Ets<Integer, Number> numbers(TableType type) {
        Ets<Integer, Number> table = Ets.create("numbers", Number::key, Options.of(type));
        table.insert(
                IntStream.rangeClosed(1, 10).mapToObj(i -> new Number(i, i * i)).toList());
        return table;
    }

    private static List<List<Integer>> pages(Optional<Page<Integer>> first) {
        var pages = new ArrayList<List<Integer>>();
        for (var page = first; page.isPresent(); page = page.get().next()) {
            pages.add(page.get().results());
        }
        return pages;
    }

    @Test
    @Tag("E2")
    void aFoldGoesFromTheLeastKeyToTheGreatestOrBack() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.ORDERED_SET);
            assertThat(table.<String>foldl("", (number, text) -> text + number.key()))
                    .isEqualTo("12345678910");
            assertThat(table.<String>foldr("", (number, text) -> text + number.key()))
                    .isEqualTo("10987654321");
            assertThat(numbers(TableType.SET).<Long>foldl(0L, (number, sum) -> sum + number.square()))
                    .isEqualTo(385L);
        });
    }

    @Test
    @Tag("E11")
    void selectWithALimitGivesPagesAndTheLastIsFollowedByNone() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.ORDERED_SET);
            assertThat(pages(table.select(KEYS, 3)))
                    .containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9), List.of(10));
            assertThat(pages(table.select(KEYS, 5))).hasSize(2);
            assertThat(pages(table.select(KEYS, 100))).hasSize(1);
            assertThat(Ets.create("empty", Number::key, Options.DEFAULT).select(KEYS, 3))
                    .isEmpty();
            assertBadArg(() -> table.select(KEYS, 0)).hasMessage("expected a limit of one or more, got: 0");
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E11")
    void thePagesTogetherAreTheTable(TableType type) throws Exception {
        node.run(() -> assertThat(pages(numbers(type).select(KEYS, 3)).stream().flatMap(List::stream))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    }

    @Test
    @Tag("E11")
    void theNextPageIsTheSameHoweverOftenItIsAskedFor() throws Exception {
        node.run(() -> {
            Page<Integer> first = numbers(TableType.ORDERED_SET).select(KEYS, 3).orElseThrow();
            assertThat(first.next().orElseThrow().results())
                    .isEqualTo(first.next().orElseThrow().results())
                    .containsExactly(4, 5, 6);
        });
    }

    @Test
    @Tag("E5")
    void thereIsNoNextPageOfATableThatIsGone() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.SET);
            Page<Integer> first = table.select(KEYS, 3).orElseThrow();
            table.delete();
            assertBadArg(first::next).hasMessageContaining("expected a table that exists");
        });
    }

    @Test
    @Tag("E2")
    void selectReverseBeginsWithTheGreatestKeyIfThereIsAnOrder() throws Exception {
        node.run(() -> {
            assertThat(numbers(TableType.ORDERED_SET).selectReverse(KEYS))
                    .startsWith(10, 9)
                    .endsWith(1);
            assertThat(numbers(TableType.SET).selectReverse(KEYS)).hasSize(10);
        });
    }

    @Test
    @Tag("E8")
    void selectReplacePutsWhatTheBodyReturnsInThePlaceOfWhatFits() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.SET);
            var great = MatchSpec.head(NUMBER.with(Number::key, KEY)).guard(it -> it.get(KEY) > 8);
            assertThat(table.selectReplace(great.body(it -> new Number(it.get(KEY), 0))))
                    .isEqualTo(2);
            assertThat(table.lookup(9)).containsExactly(new Number(9, 0));
            assertThat(table.lookup(8)).containsExactly(new Number(8, 64));
            assertBadArg(() -> table.selectReplace(great.body(_ -> new Number(77, 0))))
                    .hasMessageContaining("expected a copy that leaves the key");
            assertBadArg(() -> numbers(TableType.BAG).selectReplace(great.body(Bindings::object)))
                    .hasMessageContaining("expected a set or an ordered set to replace an object in");
        });
    }

    @Test
    @Tag("E11")
    void matchObjectAndMatchDeleteTakeAPatternAlone() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.BAG);
            table.insert(new Number(2, 5));
            assertThat(table.matchObject(NUMBER.with(Number::key, 2)))
                    .containsExactly(new Number(2, 4), new Number(2, 5));
            table.matchDelete(NUMBER.with(Number::key, 2));
            assertThat(table.lookup(2)).isEmpty();
            assertThat(table.toList()).hasSize(9);
        });
    }

    @Test
    @Tag("E9")
    void updateElementChangesACopyOfAnObjectThatIsThere() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.SET);
            assertThat(table.updateElement(3, number -> new Number(number.key(), number.square() + 1)))
                    .isTrue();
            assertThat(table.get(3)).isEqualTo(new Number(3, 10));
            assertThat(table.updateElement(77, number -> number)).isFalse();
            assertBadArg(() -> table.updateElement(3, _ -> new Number(4, 0)))
                    .hasMessageContaining("expected a copy that leaves the key 3 as it is");
            assertThat(table.get(3)).isEqualTo(new Number(3, 10));
            assertBadArg(() -> numbers(TableType.BAG).updateElement(3, number -> number))
                    .hasMessageContaining("expected a set or an ordered set to update an element in");
        });
    }

    @Test
    @Tag("E12")
    void lookupElementReadsOneElementOrADefault() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.SET);
            assertThat(table.<Long>lookupElement(3, Number::square)).isEqualTo(9L);
            assertThat(table.<Long>lookupElement(77, Number::square, -1L)).isEqualTo(-1L);
            assertBadArg(() -> table.lookupElement(77, Number::square))
                    .hasMessageContaining("expected a key that exists");
            assertBadArg(() -> numbers(TableType.BAG).lookupElement(3, Number::square))
                    .hasMessageContaining("expected a set or an ordered set to look an element up in");
        });
    }

    @Test
    @Tag("E11")
    void aSpecificationIsTriedOnOneObjectWithoutATable() {
        assertThat(KEYS.run(new Number(7, 49))).contains(7);
        assertThat(MatchSpec.head(NUMBER.with(Number::key, 8))
                        .body(Bindings::object)
                        .run(new Number(7, 49)))
                .isEmpty();
    }

    @Test
    @Tag("E4")
    void whoMayNotWriteMayNotReplaceOrDeleteEither() throws Exception {
        node.run(() -> {
            var table = numbers(TableType.SET);
            Pid other = waiting(() -> {
                assertBadArg(() -> table.selectReplace(MatchSpec.head(NUMBER).body(Bindings::object)));
                assertBadArg(() -> table.matchDelete(NUMBER));
                assertBadArg(() -> table.updateElement(1, number -> number));
                assertThat(table.matchObject(NUMBER)).hasSize(10);
            });
            exit(other, ExitReason.KILL);
            assertThat(Processes.isAlive(other)).isFalse();
        });
    }
}
