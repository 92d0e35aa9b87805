package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicTest extends EtsTest {
    record Page(String url, long hits, long visitors) {
        static final Counter<Page> HITS = new Counter<>(Page::hits, (page, n) -> new Page(page.url, n, page.visitors));
        static final Counter<Page> VISITORS =
                new Counter<>(Page::visitors, (page, n) -> new Page(page.url, page.hits, n));

        static Page of(String url) {
            return new Page(url, 0, 0);
        }
    }

    private static Ets<String, Page> pages() {
        return Ets.create("pages", Page::url, Options.DEFAULT);
    }

    // ---- E8 ----

    @ParameterizedTest
    @EnumSource
    @Tag("E8")
    void noReaderEverSeesHalfOfAListThatIsInserted(TableType type) throws Exception {
        int keys = 40;
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table =
                    Ets.create("table", Options.of(type).with(Access.PUBLIC).withWriteConcurrency());
            var stop = new AtomicBoolean();
            var readers = new ArrayList<Beside<Integer>>();
            for (boolean up : List.of(true, false)) {
                readers.add(beside(() -> {
                    int rounds = 0;
                    while (!stop.get() || rounds == 0) {
                        int last = -1;
                        for (int i = 0; i < keys; i++) {
                            int key = up ? i : keys - 1 - i;
                            List<Pair<Object, Object>> seen = table.lookup(key);
                            int generation =
                                    seen.isEmpty() ? -1 : (int) seen.getLast().value();
                            // What is read later is never older, whichever key it is.
                            assertThat(generation).isGreaterThanOrEqualTo(last);
                            last = generation;
                        }
                        rounds++;
                        Thread.yield();
                    }
                    return rounds;
                }));
            }
            int generations = type.holdsManyPerKey() ? 200 : 3_000;
            for (int generation = 0; generation < generations; generation++) {
                var list = new ArrayList<Pair<Object, Object>>();
                for (int key = 0; key < keys; key++) {
                    list.add(pair(key, generation));
                }
                table.insert(list);
            }
            stop.set(true);
            for (Beside<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E8")
    void insertNewInsertsAllOrNothing(TableType type) throws Exception {
        node.run(() -> {
            var table = pairs(type);
            assertThat(table.insertNew(List.of(pair("a", 1), pair("b", 1)))).isTrue();
            assertThat(table.insertNew(List.of(pair("c", 2), pair("a", 2)))).isFalse();
            assertThat(table.member("c")).isFalse();
            assertThat(table.insertNew(pair("a", 2))).isFalse();
            assertThat(table.insertNew(pair("c", 2))).isTrue();
            assertThat(table.toList()).containsExactlyInAnyOrder(pair("a", 1), pair("b", 1), pair("c", 2));
        });
    }

    @Test
    @Tag("E8")
    void insertNewOfOneKeyTwiceIsNewAndTheLastStays() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            assertThat(table.insertNew(List.of(pair("a", 1), pair("a", 2)))).isTrue();
            assertThat(table.toList()).containsExactly(pair("a", 2));
            assertThat(table.insertNew(List.of())).isTrue();
            table.insert(List.of());
            assertThat(table.info().orElseThrow().size()).isEqualTo(1);
        });
    }

    @Test
    @Tag("E8")
    void ofManyThatInsertTheSameNewKeyOneSucceeds() throws Exception {
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.with(Access.PUBLIC));
            for (int key = 0; key < 200; key++) {
                Object wanted = key;
                var first = beside(() -> table.insertNew(List.of(pair(wanted, 1), pair("x" + wanted, 1))));
                var second = beside(() -> table.insertNew(List.of(pair("x" + wanted, 2), pair(wanted, 2))));
                assertThat(first.get() ^ second.get()).isTrue();
                assertThat(table.get(wanted).value())
                        .isEqualTo(table.get("x" + wanted).value());
            }
        });
    }

    @Test
    @Tag("E13")
    void noReaderEverSeesHalfOfATableThatIsEmptied() throws Exception {
        int keys = 30;
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT);
            var stop = new AtomicBoolean();
            Beside<Integer> reader = beside(() -> {
                int reads = 0;
                int last = -1;
                boolean gone = false;
                while (!stop.get() || reads == 0) {
                    for (int key = 0; key < keys; key++) {
                        Pair<Object, Object> seen = table.get(key);
                        if (seen == null) {
                            gone = true;
                        } else {
                            // What is gone under one key is gone under all.
                            assertThat((int) seen.value()).isGreaterThanOrEqualTo(gone ? last + 1 : last);
                            last = (int) seen.value();
                            gone = false;
                        }
                        reads++;
                    }
                }
                return reads;
            });
            for (int round = 0; round < 3_000; round++) {
                var full = new ArrayList<Pair<Object, Object>>();
                for (int key = 0; key < keys; key++) {
                    full.add(pair(key, round));
                }
                table.insert(full);
                table.deleteAllObjects();
            }
            stop.set(true);
            assertThat(reader.get()).isPositive();
        });
    }

    // ---- E9 ----

    @Test
    @Tag("E9")
    void updateCounterAddsAndReturnsTheNewValue() throws Exception {
        node.run(() -> {
            var pages = pages();
            pages.insert(new Page("/", 5, 0));
            assertThat(pages.updateCounter("/", Page.HITS.add(3))).isEqualTo(8);
            assertThat(pages.updateCounter("/", Page.HITS.add(-10))).isEqualTo(-2);
            assertThat(pages.lookup("/")).containsExactly(new Page("/", -2, 0));
        });
    }

    @Test
    @Tag("E9")
    void beyondItsThresholdACounterIsSetToAValue() throws Exception {
        node.run(() -> {
            var pages = pages();
            pages.insert(new Page("/", 9, 0));
            assertThat(pages.updateCounter("/", Page.HITS.add(1, 10, 0))).isEqualTo(10);
            assertThat(pages.updateCounter("/", Page.HITS.add(1, 10, 0))).isEqualTo(0);
            assertThat(pages.updateCounter("/", Page.HITS.add(-1, 0, 7))).isEqualTo(7);
            assertThat(pages.updateCounter("/", Page.HITS.add(0, 100, 5))).isEqualTo(7);
        });
    }

    @Test
    @Tag("E9")
    void aListOfAdditionsIsDoneInOrderAndInOneStep() throws Exception {
        node.run(() -> {
            var pages = pages();
            pages.insert(new Page("/", 0, 10));
            assertThat(pages.updateCounter(
                            "/", List.of(Page.HITS.add(1), Page.VISITORS.add(-20, 0, 99), Page.HITS.add(1))))
                    .containsExactly(1L, 99L, 2L);
            assertThat(pages.updateCounter("/", List.of())).isEmpty();
            assertBadArg(() -> pages.updateCounter("/", List.of(Page.HITS.add(1), Page.VISITORS.add(Long.MAX_VALUE))))
                    .hasMessageContaining("fits 64 bits");
            assertThat(pages.lookup("/")).containsExactly(new Page("/", 2, 99));
        });
    }

    @Test
    @Tag("E9")
    void withADefaultAMissingObjectIsMade() throws Exception {
        node.run(() -> {
            var pages = pages();
            assertThat(pages.updateCounter("/", Page.HITS.add(1), Page::of)).isEqualTo(1);
            assertThat(pages.updateCounter("/", Page.HITS.add(1), Page::of)).isEqualTo(2);
            assertThat(pages.toList()).containsExactly(new Page("/", 2, 0));
        });
    }

    @Test
    @Tag("E9")
    void withoutADefaultAMissingKeyIsAnError() throws Exception {
        node.run(() -> {
            var pages = pages();
            assertBadArg(() -> pages.updateCounter("/", Page.HITS.add(1)))
                    .hasMessageContaining("expected a key that exists in the table pages, got: /");
            assertBadArg(() -> pages.updateCounter("/", List.of()));
            assertThat(pages.toList()).isEmpty();
        });
    }

    @Test
    @Tag("E9")
    void aCounterLeavesTheKeyAloneAndABagHasNone() throws Exception {
        node.run(() -> {
            var pages = pages();
            pages.insert(Page.of("/"));
            var wrong = new Counter<Page>(Page::hits, (page, n) -> new Page("/other", n, 0));
            assertBadArg(() -> pages.updateCounter("/", wrong.add(1))).hasMessageContaining("leaves the key");
            assertThat(pages.toList()).containsExactly(Page.of("/"));
            Ets<String, Page> bag = Ets.create("bag", Page::url, Options.of(TableType.BAG));
            bag.insert(Page.of("/"));
            assertBadArg(() -> bag.updateCounter("/", Page.HITS.add(1))).hasMessageContaining("expected a set");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    @Tag("E9")
    void noCountOfManyWritersIsLost(TableType type) throws Exception {
        node.run(() -> {
            Ets<String, Page> pages = Ets.create(
                    "pages", Page::url, Options.of(type).with(Access.PUBLIC).withWriteConcurrency());
            var writers = new ArrayList<Beside<Boolean>>();
            for (int writer = 0; writer < 4; writer++) {
                writers.add(beside(() -> {
                    for (int i = 0; i < 2_500; i++) {
                        pages.updateCounter("/", Page.HITS.add(1), Page::of);
                    }
                    return true;
                }));
            }
            for (Beside<Boolean> writer : writers) {
                assertThat(writer.get()).isTrue();
            }
            assertThat(pages.get("/")).isEqualTo(new Page("/", 10_000, 0));
        });
    }
}
