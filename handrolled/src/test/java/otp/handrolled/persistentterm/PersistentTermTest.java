package otp.handrolled.persistentterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.spawnMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.Node;

class PersistentTermTest extends ServerTest {
    private static final PersistentTerm<List<Integer>> POOL = new PersistentTerm<>("pool");
    private static final PersistentTerm<List<Integer>> NOTHING = new PersistentTerm<>("nothing");

    @Test
    @Tag("PT1")
    void whatWasPutIsFoundAndPutAgainReplacesIt() throws Exception {
        node.run(() -> {
            POOL.put(List.of(1));
            assertThat(POOL.get()).isEqualTo(List.of(1));
            POOL.put(List.of(2));
            assertThat(POOL.get()).isEqualTo(List.of(2));
        });
    }

    @Test
    @Tag("PT1")
    void aKeyWithNothingUnderItIsAnErrorOrTheDefault() throws Exception {
        node.run(() -> {
            assertThatThrownBy(NOTHING::get)
                    .isInstanceOf(NoSuchTermException.class)
                    .hasMessageContaining("no persistent term stored with the key nothing");
            assertThat(NOTHING.getOr(List.of(7))).isEqualTo(List.of(7));
            POOL.put(List.of(1));
            assertThat(POOL.getOr(List.of(7))).isEqualTo(List.of(1));
        });
    }

    @Test
    @Tag("PT1")
    void anEqualValueChangesNothing() throws Exception {
        node.run(() -> {
            List<Integer> first = List.of(1);
            POOL.put(first);
            POOL.put(List.copyOf(new ArrayList<>(first)));
            assertThat(POOL.get()).isSameAs(first);
        });
    }

    @Test
    @Tag("PT1")
    void eraseSaysWhetherThereWasSomething() throws Exception {
        node.run(() -> {
            POOL.put(List.of(1));
            assertThat(PersistentTerm.count()).isEqualTo(1);
            assertThat(POOL.erase()).isTrue();
            assertThat(POOL.erase()).isFalse();
            assertThat(POOL.getOr(List.of())).isEmpty();
            assertThat(PersistentTerm.count()).isZero();
        });
    }

    @Test
    @Tag("PT1")
    void keysAreComparedByValueButOneIsNotOnePointZero() throws Exception {
        node.run(() -> {
            new PersistentTerm<String>(List.of("pool", 1)).put("integer");
            new PersistentTerm<String>(List.of("pool", 1.0)).put("float");
            assertThat(new PersistentTerm<String>(List.of("pool", 1)).get()).isEqualTo("integer");
        });
    }

    @Test
    @Tag("PT2")
    void itSurvivesTheProcessThatPutItThere() throws Exception {
        node.run(() -> {
            downOf(spawnMonitor(() -> POOL.put(List.of(1))).ref());
            assertThat(POOL.get()).isEqualTo(List.of(1));
        });
    }

    @Test
    @Tag("PT2")
    void allProcessesShareOneValueWithoutACopy() throws Exception {
        List<Integer> value = List.of(1);
        node.run(() -> POOL.put(value));
        assertThat(beside(POOL::get).get()).isSameAs(value);
        assertThat(POOL.get(node)).isSameAs(value);
    }

    @Test
    @Tag("PT2")
    void itIsOfOneNodeAndNotOfAnother() throws Exception {
        try (var other = Node.start(clock)) {
            POOL.put(other, List.of(1));
            node.run(() -> assertThat(POOL.getOr(List.of())).isEmpty());
        }
    }

    @Test
    @Tag("PT2")
    void aReaderDoesNotWaitForAWriter() throws Exception {
        // The writer is in the middle of its put: it is asking whether the old value equals the new one.
        var reached = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        record Slow(CountDownLatch reached, CountDownLatch letGo) {
            @Override
            @SuppressWarnings("EqualsHashCode")
            public boolean equals(Object other) {
                reached.countDown();
                try {
                    return !letGo.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        var slow = new Slow(reached, letGo);
        var term = new PersistentTerm<Object>("slow");
        node.run(() -> term.put(slow));
        Beside<Boolean> writer = beside(() -> {
            term.put("new");
            return true;
        });
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(term.get(node) == slow).isTrue();
        letGo.countDown();
        assertThat(writer.get()).isTrue();
        assertThat(term.get(node)).isEqualTo("new");
    }

    @Test
    @Tag("PT3")
    void putNewStoresOnlyWhereThereIsNothing() throws Exception {
        node.run(() -> {
            POOL.putNew(List.of(1));
            POOL.putNew(List.of(1)); // the same value is no error
            assertThatThrownBy(() -> POOL.putNew(List.of(2)))
                    .isInstanceOf(TermExistsException.class)
                    .hasMessageContaining("pool")
                    .hasMessageContaining("[1]");
            assertThat(POOL.get()).isEqualTo(List.of(1));
        });
    }

    @Test
    void whatIsNotAllowedIsNamed() throws Exception {
        assertThatThrownBy(() -> new PersistentTerm<>(null)).hasMessageContaining("expected a key");
        assertThatThrownBy(POOL::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("not a process");
        node.run(() -> {
            assertThatThrownBy(() -> POOL.put(null))
                    .hasMessageContaining("expected a value for the persistent term pool");
        });
    }
}
