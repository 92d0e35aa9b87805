package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import otp.handrolled.genserver.Uninterrupted;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

class OwnershipTest extends EtsTest {
    private final AtomicReference<Ets<Object, Pair<Object, Object>>> shared = new AtomicReference<>();

    /** A process that owns a table with one object, {@code {1, "one"}}. */
    private Pid owner(Options options) {
        return waiting(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", options);
            table.insert(pair(1, "one"));
            shared.set(table);
        });
    }

    // ---- E4 ----

    @Test
    @Tag("E4")
    void othersReadAProtectedTableAndOnlyItsOwnerWrites() throws Exception {
        node.run(() -> {
            Pid owner = owner(Options.DEFAULT);
            var table = shared.get();
            assertThat(table.lookup(1)).containsExactly(pair(1, "one"));
            assertThat(table.toList()).hasSize(1);
            for (Use write : List.<Use>of(
                    () -> table.insert(pair(2, "two")),
                    () -> table.insertNew(pair(2, "two")),
                    () -> table.delete(1),
                    () -> table.take(1),
                    () -> table.deleteObject(pair(1, "one")),
                    table::deleteAllObjects,
                    () -> table.selectDelete(MatchSpec.head(new Pattern.Any<Pair<Object, Object>>())
                            .body(_ -> true)),
                    () -> table.rename("other"),
                    table::delete)) {
                assertBadArg(write::run)
                        .hasMessageContaining(
                                "expected the owner " + owner + " to write to the table table, which is protected")
                        .hasMessageContaining("got: " + self());
            }
            assertThat(table.toList()).containsExactly(pair(1, "one"));
        });
    }

    @Test
    @Tag("E4")
    void othersCannotEvenReadAPrivateTable() throws Exception {
        node.run(() -> {
            owner(Options.DEFAULT.with(Access.PRIVATE));
            var table = shared.get();
            for (Use read : List.<Use>of(
                    () -> table.lookup(1),
                    () -> table.get(1),
                    () -> table.member(1),
                    table::toList,
                    table::first,
                    table::fix,
                    () -> table.select(MatchSpec.head(new Pattern.Any<Pair<Object, Object>>())
                            .body(_ -> true)))) {
                assertBadArg(read::run).hasMessageContaining("to read the table table, which is private");
            }
            assertThat(table.info().orElseThrow().size()).as("anybody may ask").isEqualTo(1);
        });
    }

    @Test
    @Tag("E4")
    void everybodyWritesAndEvenDeletesAPublicTableButOnlyTheOwnerGivesItAway() throws Exception {
        node.run(() -> {
            owner(Options.DEFAULT.with(Access.PUBLIC).asNamed());
            var table = shared.get();
            table.insert(pair(2, "two"));
            assertThat(table.take(1)).hasSize(1);
            assertBadArg(() -> table.giveAway(self(), "data")).hasMessageContaining("by the owner");
            assertBadArg(() -> table.setHeir(self(), "data")).hasMessageContaining("by the owner");
            table.rename("mine");
            table.delete();
            assertThat(table.info()).isEmpty();
            assertThat(Ets.whereis("mine")).isEmpty();
        });
    }

    @Test
    @Tag("E4")
    void aThreadThatIsNoProcessUsesWhatIsOpenToAll() throws Exception {
        node.run(() -> owner(Options.DEFAULT.with(Access.PUBLIC)));
        shared.get().insert(pair(2, "two"));
        assertThat(shared.get().lookup(2)).hasSize(1);
    }

    // ---- E5 ----

    @Test
    @Tag("E5")
    @Tag("P8")
    void aTableIsGoneBeforeAnybodyHearsOfItsOwnersDeath() throws Exception {
        node.run(() -> {
            Pid owner = owner(Options.DEFAULT.asNamed());
            var down = monitor(owner);
            exit(owner, ExitReason.KILL);
            downOf(down);
            assertThat(shared.get().info()).isEmpty();
            assertThat(Ets.whereis("table")).isEmpty();
            assertBadArg(() -> shared.get().lookup(1)).hasMessageContaining("gone with its owner");
        });
    }

    @Test
    @Tag("E5")
    void allListsTheTablesOfANodeNamedOrNotUntilTheyAreGone() throws Exception {
        node.run(() -> {
            var own = Ets.create("own");
            Pid owner = owner(Options.DEFAULT.with(Access.PRIVATE).asNamed());
            assertThat(Ets.all(node)).containsExactlyInAnyOrder(own, shared.get());
            exit(owner, ExitReason.KILL);
            assertThat(Ets.all(node)).containsExactly(own);
            own.delete();
            assertThat(Ets.all(node)).isEmpty();
        });
    }

    @Test
    @Tag("E5")
    void aTableLivesAsLongAsItsOwner() throws Exception {
        node.run(() -> {
            Pid owner = owner(Options.DEFAULT);
            assertThat(shared.get().info().orElseThrow().owner()).isEqualTo(owner);
            assertThat(shared.get().lookup(1)).hasSize(1);
        });
    }

    @Test
    @Tag("E5")
    void aKilledOwnerThatLingersCanNoLongerWrite() throws Exception {
        var table = new AtomicReference<Ets<Object, Pair<Object, Object>>>();
        var killed = new CountDownLatch(1);
        var wrote = new CompletableFuture<Boolean>();
        node.run(() -> {
            Pid heir = self();
            Pid owner = waitingOwner(table, heir, killed, wrote);
            exit(owner, ExitReason.KILL);
            killed.countDown();
            assertThat(wrote.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(table.get().toList()).isEmpty();
        });
    }

    private static Pid waitingOwner(
            AtomicReference<Ets<Object, Pair<Object, Object>>> table,
            Pid heir,
            CountDownLatch killed,
            CompletableFuture<Boolean> wrote) {
        Pid owner = spawn(() -> {
            table.set(Ets.create("t", Options.DEFAULT.with(Access.PUBLIC).withHeir(heir, "data")));
            send(heir, "ready");
            while (killed.getCount() > 0) {
                Thread.onSpinWait(); // code that never calls the runtime
            }
            try {
                table.get().insert(pair(1, "from the dead"));
                wrote.complete(true);
            } finally {
                wrote.complete(false);
            }
        });
        expect("ready");
        return owner;
    }

    // ---- E6 ----

    @Test
    @Tag("E6")
    void theHeirOwnsTheTableAndHearsOfItBeforeTheDeath() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid owner = owner(Options.DEFAULT.withHeir(self(), "data"));
            var table = shared.get();
            assertThat(table.info().orElseThrow().heir()).contains(self());
            link(owner);
            var down = monitor(owner);
            exit(owner, BOOM);
            expect(new EtsTransfer(table, owner, "data"));
            expect(new Exit(owner, BOOM));
            expect(new Down(down, owner, BOOM));
            assertThat(table.info().orElseThrow().owner()).isEqualTo(self());
            assertThat(table.lookup(1)).containsExactly(pair(1, "one"));
            table.insert(pair(2, "two"));
            assertThat(table.info().orElseThrow().heir()).as("stays the heir").contains(self());
        });
    }

    @Test
    @Tag("E6")
    void aTableWhoseHeirIsDeadIsDeleted() throws Exception {
        node.run(() -> {
            Pid heir = waiting(() -> {});
            Pid owner = owner(Options.DEFAULT.asNamed().withHeir(heir, "data"));
            var down = monitor(heir);
            send(heir, "end");
            downOf(down);
            assertThat(shared.get().info().orElseThrow().heir()).isEmpty();
            down = monitor(owner);
            send(owner, "end");
            downOf(down);
            assertThat(shared.get().info()).isEmpty();
            assertThat(Ets.whereis("table")).isEmpty();
        });
    }

    @Test
    @Tag("E6")
    void theHeirMayBeChangedAndTakenBack() throws Exception {
        node.run(() -> {
            Pid me = self();
            Pid owner = waiting(() -> {
                Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.withHeir(me, "data"));
                table.setNoHeir();
                shared.set(table);
            });
            var down = monitor(owner);
            send(owner, "end");
            downOf(down);
            assertThat(shared.get().info()).isEmpty();
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("E6")
    void anOwnerThatIsItsOwnHeirTakesTheTableAlong() throws Exception {
        node.run(() -> {
            Pid owner = waiting(() -> shared.set(Ets.create("table", Options.DEFAULT.withHeir(self(), "data"))));
            var down = monitor(owner);
            send(owner, "end");
            downOf(down);
            assertThat(shared.get().info()).isEmpty();
        });
    }

    @Test
    @Tag("E6")
    void anHeirInheritsAlsoFromWhoeverWasGivenTheTable() throws Exception {
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.withHeir(self(), "heir"));
            Pid receiver = waiting(() -> {});
            table.giveAway(receiver, "gift");
            exit(receiver, ExitReason.KILL);
            expect(new EtsTransfer(table, receiver, "heir"));
            assertThat(table.info().orElseThrow().owner()).isEqualTo(self());
        });
    }

    // ---- E7 ----

    @Test
    @Tag("E7")
    void whoGivesAPrivateTableAwayLosesItAtOnceAndTheReceiverIsTold() throws Exception {
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.with(Access.PRIVATE));
            table.insert(pair(1, "one"));
            Pid me = self();
            Pid receiver = spawn(() -> {
                EtsTransfer transfer = receive(message -> message instanceof EtsTransfer t ? () -> t : null);
                send(me, transfer);
                send(me, table.lookup(1));
                receive(message -> null);
            });
            table.giveAway(receiver, "gift");
            assertBadArg(() -> table.lookup(1));
            expect(new EtsTransfer(table, me, "gift"));
            expect(List.of(pair(1, "one")));
            assertThat(table.info().orElseThrow().owner()).isEqualTo(receiver);
        });
    }

    @Test
    @Tag("E7")
    void aTableIsNotGivenToItsOwnerNorToTheDeadNorByAnother() throws Exception {
        node.run(() -> {
            var table = pairs(TableType.SET);
            assertBadArg(() -> table.giveAway(self(), "data")).hasMessageContaining("expected another process");
            Pid dead = waiting(() -> {});
            var down = monitor(dead);
            send(dead, "end");
            downOf(down);
            assertBadArg(() -> table.giveAway(dead, "data")).hasMessageContaining("which is dead");
            owner(Options.DEFAULT);
            assertBadArg(() -> shared.get().giveAway(self(), "data")).hasMessageContaining("by the owner");
            assertThat(table.info().orElseThrow().owner()).isEqualTo(self());
        });
    }

    @Test
    @Tag("E7")
    void aTableThatWasGivenAwayOutlivesTheGiver() throws Exception {
        node.run(() -> {
            Pid me = self();
            Pid giver = waiting(() -> {
                Ets<Object, Pair<Object, Object>> table = Ets.create("table");
                table.giveAway(me, "gift");
                shared.set(table);
            });
            expect(new EtsTransfer(shared.get(), giver, "gift"));
            var down = monitor(giver);
            send(giver, "end");
            downOf(down);
            assertThat(shared.get().info()).map(TableInfo::owner).contains(me);
        });
    }

    // ---- E12 ----

    @Test
    @Tag("E12")
    void aReaderDoesNotWaitForAnOwnerThatIsBusyNorForAWriterInTheMiddleOfAWrite() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        // The write is held up where it holds the lock of the table: as it makes the new object.
        var slow = new Counter<Pair<Object, Object>>(_ -> 0, (object, value) -> {
            writing.countDown();
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return pair(object.key(), value);
        });
        Beside<Boolean> writer = beside(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table");
            table.insert(pair(1, 41L));
            shared.set(table);
            table.updateCounter(1, slow.add(42));
            return Optional.ofNullable(table.get(1)).map(Pair::value).equals(Optional.of(42L));
        });
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        node.run(() -> assertThat(shared.get().lookup(1)).containsExactly(pair(1, 41L)));
        goOn.countDown();
        assertThat(writer.get()).isTrue();
    }

    @Test
    @Tag("E12")
    void writeConcurrencyChangesNoResult() throws Exception {
        for (TableType type : TableType.values()) {
            node.run(() -> {
                var plain = pairs(type);
                Ets<Object, Pair<Object, Object>> striped =
                        Ets.create("striped", Options.of(type).withWriteConcurrency());
                for (var table : List.of(plain, striped)) {
                    for (int i = 0; i < 200; i++) {
                        table.insert(pair(i % 50, i));
                    }
                    table.insert(List.of(pair("a", 1), pair("b", 2), pair("a", 3)));
                    table.delete(7);
                }
                assertThat(striped.toList()).containsExactlyInAnyOrderElementsOf(plain.toList());
                assertThat(striped.info().orElseThrow().size())
                        .isEqualTo(plain.info().orElseThrow().size());
            });
        }
    }

    // ---- kills ----

    /** What a table runs for its user while it writes. */
    private interface Write {
        void run(Ets<Object, Pair<Object, Object>> table, Runnable code);
    }

    private static final Counter<Pair<Object, Object>> VALUE =
            new Counter<>(entry -> (int) entry.value(), (entry, value) -> pair(entry.key(), (int) value));

    static final List<Write> WRITES = List.of(
            (table, code) -> table.updateCounter(77, VALUE.add(1), key -> {
                code.run();
                return pair(key, 0);
            }),
            (table, code) -> table.updateElement(1, entry -> {
                code.run();
                return entry;
            }),
            (table, code) -> table.selectDelete(
                    MatchSpec.head(new Pattern.Any<Pair<Object, Object>>()).body(_ -> {
                        code.run();
                        return true;
                    })),
            (table, code) -> table.updateCounter(
                    1,
                    new Counter<Pair<Object, Object>>(
                                    _ -> {
                                        code.run();
                                        return 1;
                                    },
                                    (entry, _) -> entry)
                            .add(1)));

    @ParameterizedTest
    @FieldSource("WRITES")
    @Tag("E5")
    void aKillDoesNotWaitForTheUsersCodeThatAWriteRuns(Write write) throws Exception {
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        node.run(() -> {
            Pid owner = spawn(() -> {
                Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.asNamed());
                table.insert(pair(1, "one"));
                write.run(table, () -> {
                    inside.countDown();
                    Uninterrupted.await(release);
                });
            });
            inside.await();
            exit(owner, ExitReason.KILL);
            assertThat(Ets.whereis("table")).isEmpty();
            release.countDown();
        });
    }

    @Test
    @Tag("E9")
    void aChangeThatAnotherOvertakesRunsAgainOnWhatIsThereNow() throws Exception {
        node.run(() -> {
            Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.with(Access.PUBLIC));
            table.insert(pair(1, 10));
            var runs = new AtomicInteger();
            table.updateElement(1, entry -> {
                if (runs.incrementAndGet() == 1) {
                    Pid other = waiting(() -> table.insert(pair(1, 20)));
                    exit(other, ExitReason.KILL);
                }
                return pair(1, (int) entry.value() + 1);
            });
            assertThat(table.get(1)).isEqualTo(pair(1, 21));
            assertThat(runs).hasValue(2);
        });
    }

    // ---- a storm ----

    @Test
    @Tag("E6")
    @Tag("E7")
    void aTableThatComesBackToItsGiverAsTheHeirGoesWithIt() throws Exception {
        for (int round = 0; round < 500; round++) {
            node.run(() -> {
                Pid receiver = waiting(() -> {});
                var created = new CountDownLatch(1);
                Pid manager = spawn(() -> {
                    Ets<Object, Pair<Object, Object>> table =
                            Ets.create("table", Options.DEFAULT.asNamed().withHeir(self(), "back"));
                    shared.set(table);
                    created.countDown();
                    try {
                        table.giveAway(receiver, "gift");
                    } catch (BadArgException receiverIsDead) {
                        // Then it is the manager's still.
                    }
                    receive(message -> "end".equals(message) ? () -> message : null);
                });
                assertThat(created.await(10, TimeUnit.SECONDS)).isTrue();
                exit(receiver, ExitReason.KILL);
                send(manager, "end");
                downOf(manager);
                assertThat(shared.get().info()).isEmpty();
                assertThat(Ets.all(node)).isEmpty();
            });
        }
    }

    @Test
    @Tag("E5")
    @Tag("E6")
    void noTableIsLostOrLeftBehindWhenOwnersDieWhileTheyGiveTheirTablesAway() throws Exception {
        for (int round = 0; round < 300; round++) {
            node.run(() -> {
                Pid receiver = waiting(() -> {});
                var created = new CountDownLatch(1);
                Pid giver = spawn(() -> {
                    Ets<Object, Pair<Object, Object>> table = Ets.create("table", Options.DEFAULT.asNamed());
                    shared.set(table);
                    created.countDown();
                    table.giveAway(receiver, "gift");
                    receive(message -> null);
                });
                assertThat(created.await(10, TimeUnit.SECONDS)).isTrue();
                exit(giver, ExitReason.KILL);
                exit(receiver, ExitReason.KILL);
                assertThat(shared.get().info()).isEmpty();
                assertThat(Ets.whereis("table")).isEmpty();
            });
        }
    }
}
