package otp.handrolled.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.ets.Pattern;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.genserver.Stack;
import otp.handrolled.genserver.Uninterrupted;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

class RegistryTest extends ServerTest {
    private final Registry<Object, String> names = Registry.unique("Names");
    private final Registry<Object, String> topics = Registry.duplicate("Topics");

    /** A process that has registered and waits. */
    private static Pid registered(Registry<Object, String> registry, Object key, String value) {
        Pid parent = self();
        Pid pid = spawn(() -> {
            send(parent, registry.register(key, value));
            receive(message -> null);
        });
        Registration result = receive(message -> message instanceof Registration r ? () -> r : null);
        assertThat(result).isInstanceOf(Registration.Ok.class);
        return pid;
    }

    private static List<Pid> links() {
        return info(self()).orElseThrow().links();
    }

    // ---- R1 ----

    @Test
    @Tag("R1")
    void aUniqueKeyHasOneOwnerAndTheSecondIsToldWho() throws Exception {
        node.run(() -> {
            Pid registry = names.startLink().get();
            assertThat(names.register("key", "mine")).isEqualTo(new Registration.Ok(registry));
            assertThat(names.lookup("key")).containsExactly(new Entry<>(self(), "mine"));
            Pid me = self();
            assertThat(beside(() -> names.register("key", "theirs")).get())
                    .isEqualTo(new Registration.AlreadyRegistered(me));
            assertThat(names.lookup("key")).containsExactly(new Entry<>(me, "mine"));
        });
    }

    @Test
    @Tag("R1")
    void evenTheOwnerCannotRegisterAUniqueKeyTwice() throws Exception {
        node.run(() -> {
            names.startLink().get();
            names.register("key", "first");
            assertThat(names.register("key", "second")).isEqualTo(new Registration.AlreadyRegistered(self()));
            assertThat(names.count()).isEqualTo(1);
        });
    }

    @Test
    @Tag("R1")
    void oneAndOnePointZeroAreTwoKeys() throws Exception {
        node.run(() -> {
            names.startLink().get();
            assertThat(names.register(1, "integer")).isInstanceOf(Registration.Ok.class);
            assertThat(names.register(1.0, "float")).isInstanceOf(Registration.Ok.class);
            assertThat(names.keys(self())).containsExactly(1, 1.0);
        });
    }

    // ---- R2 ----

    @Test
    @Tag("R2")
    void theKeyOfADeadOwnerIsTakenBeforeTheCleanUpHasRun() throws Exception {
        var dead = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        node.run(() -> {
            names.startLink().get();
            Pid parent = self();
            Pid owner = spawn(() -> {
                // Owned before the registration, so released before it: the clean-up waits for the test.
                own((_, _) -> {
                    dead.countDown();
                    awaitLatch(goOn);
                });
                names.register("key", "old");
                send(parent, "registered");
                receive(message -> () -> message);
            });
            expect("registered");
            send(owner, "end");
            awaitLatch(dead);
            assertThat(names.keys(owner)).as("the clean-up has not run").containsExactly("key");
            assertThat(names.whereisName("key")).isEmpty();

            assertThat(names.register("key", "new")).isInstanceOf(Registration.Ok.class);

            var down = monitor(owner);
            goOn.countDown();
            downOf(down);
            spawnedToTheEnd(owner);
            assertThat(names.lookup("key")).containsExactly(new Entry<>(self(), "new"));
        });
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    private void spawnedToTheEnd(Pid pid) {
        await().until(() -> names.keys(pid).isEmpty());
    }

    @Test
    @Tag("R2")
    void theKeyOfALivingOwnerIsNotTaken() throws Exception {
        node.run(() -> {
            names.startLink().get();
            Pid owner = registered(names, "key", "theirs");
            assertThat(names.register("key", "mine")).isEqualTo(new Registration.AlreadyRegistered(owner));
        });
    }

    // ---- R3 ----

    @Test
    @Tag("R3")
    void aCrashRemovesAllThatTheProcessHadBeforeItsDown() throws Exception {
        node.run(() -> {
            names.startLink().get();
            topics.startLink().get();
            Pid owner = registered(names, "key", "value");
            Pid subscriber = registered(topics, "news", "a");
            names.register("mine", "stays");
            topics.register("news", "stays");
            var down = monitor(owner);
            exit(owner, BOOM);
            downOf(down);
            assertThat(names.lookup("key")).isEmpty();
            assertThat(names.keys(owner)).isEmpty();
            assertThat(names.count()).isEqualTo(1);

            down = monitor(subscriber);
            exit(subscriber, ExitReason.KILL);
            downOf(down);
            assertThat(topics.lookup("news")).containsExactly(new Entry<>(self(), "stays"));
            assertThat(topics.count()).isEqualTo(1);
        });
    }

    @Test
    @Tag("R3")
    void aProcessUnregistersOnlyItsOwn() throws Exception {
        node.run(() -> {
            names.startLink().get();
            topics.startLink().get();
            Pid owner = registered(names, "key", "theirs");
            registered(topics, "news", "theirs");
            topics.register("news", "mine");
            topics.register("news", "mine too");
            names.unregister("key");
            topics.unregister("news");
            assertThat(names.lookup("key")).containsExactly(new Entry<>(owner, "theirs"));
            assertThat(topics.lookup("news")).extracting(Entry::value).containsExactly("theirs");
        });
    }

    @Test
    @Tag("R3")
    void aProcessIsLinkedToTheRegistryFromItsFirstKeyToItsLast() throws Exception {
        node.run(() -> {
            Pid registry = startUnlinked(names);
            assertThat(links()).isEmpty();
            names.register("a", "1");
            names.register("b", "2");
            assertThat(links()).containsExactly(registry);
            names.unregister("a");
            assertThat(links()).containsExactly(registry);
            names.unregister("b");
            assertThat(links()).isEmpty();
        });
    }

    @Test
    @Tag("R3")
    void whoHasStartedTheRegistryStaysLinkedWhateverItRegistersAndGivesUp() throws Exception {
        node.run(() -> {
            Pid registry = names.startLink().get();
            names.register("key", "value");
            names.unregister("key");
            assertThat(links()).containsExactly(registry);
            Pid owner = spawn(() -> {
                names.register("key", "theirs");
                receive(message -> null);
            });
            await().until(() -> !names.lookup("key").isEmpty());
            assertThat(names.register("key", "ours")).isEqualTo(new Registration.AlreadyRegistered(owner));
            assertThat(links()).containsExactly(registry);
        });
    }

    @Test
    @Tag("R3")
    void aKillDoesNotWaitForThePredicateOfAnUnregistration() throws Exception {
        node.run(() -> {
            startUnlinked(names);
            var inside = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            Pid owner = spawn(() -> {
                names.register("key", "value");
                names.unregisterMatch("key", _ -> {
                    inside.countDown();
                    Uninterrupted.await(release);
                    return true;
                });
            });
            inside.await();
            exit(owner, ExitReason.KILL);
            assertThat(names.lookup("key")).isEmpty();
            release.countDown();
        });
    }

    /** The registry belongs to nobody then. */
    private static Pid startUnlinked(Registry<Object, String> registry) {
        Pid pid = registry.startLink().get();
        Processes.unlink(pid);
        return pid;
    }

    @Test
    @Tag("R3")
    void aRegistrationThatIsRefusedLeavesNoLink() throws Exception {
        node.run(() -> {
            startUnlinked(names);
            registered(names, "key", "theirs");
            names.register("key", "mine");
            assertThat(links()).isEmpty();
        });
    }

    @Test
    @Tag("R3")
    void unregisterMatchTakesThoseWhoseValueFits() throws Exception {
        node.run(() -> {
            topics.startLink().get();
            topics.register("news", "red");
            topics.register("news", "blue");
            assertThat(topics.match("news", "red"::equals)).containsExactly(new Entry<>(self(), "red"));
            topics.unregisterMatch("news", "red"::equals);
            assertThat(topics.lookup("news")).extracting(Entry::value).containsExactly("blue");
        });
    }

    @Test
    @Tag("R3")
    void whenTheRegistryCrashesThoseRegisteredGoWithItAndItStartsEmpty() throws Exception {
        node.run(() -> {
            Supervisor.startLink(List.of(names.childSpec()), Flags.oneForOne()).get();
            Pid owner = registered(names, "key", "value");
            Pid registry = node.whereis("Names").orElseThrow();
            var down = monitor(owner);
            exit(registry, ExitReason.KILL);
            assertThat(downOf(down)).isEqualTo(ExitReason.KILLED);
            await().until(() ->
                    node.whereis("Names").filter(pid -> pid != registry).isPresent());
            await().ignoreExceptions().until(() -> names.count() == 0);
            assertThat(names.register("key", "again")).isInstanceOf(Registration.Ok.class);
        });
    }

    @Test
    @Tag("R3")
    void aProcessThatIsKilledWhileItRegistersLeavesNothingBehind() throws Exception {
        for (int round = 0; round < 200; round++) {
            var registry = Registry.<Object, String>unique("Names" + round);
            node.run(() -> {
                registry.startLink().get();
                var started = new CountDownLatch(1);
                Pid owner = spawn(() -> {
                    started.countDown();
                    for (int key = 0; ; key++) {
                        registry.register(key, "value");
                    }
                });
                awaitLatch(started);
                exit(owner, ExitReason.KILL);
                assertThat(registry.keys(owner)).isEmpty();
                assertThat(registry.count()).isZero();
            });
        }
    }

    // ---- R4 ----

    @Test
    @Tag("R4")
    void aServerIsStartedUnderAViaNameOnce() throws Exception {
        node.run(() -> {
            names.startLink().get();
            ServerName name = names.via("stack");
            Pid first = GenServer.startLink(new Stack<>(List.of("top")), Options.NONE.withName(name))
                    .get()
                    .pid();
            assertThat(GenServer.start(node, new Stack<>(List.of()), Options.NONE.withName(name)))
                    .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(first)));
            assertThat(names.lookup("stack")).containsExactly(new Entry<>(first, null));
            ServerRef<Stack.Message<String>> byName = ServerRef.named(node, name);
            assertThat(GenServer.call(byName, Stack.Pop<String>::new)).contains("top");
            GenServer.stop(byName);
            assertThat(byName.whereis()).isNull();
        });
    }

    @Test
    @Tag("R4")
    void theValueRidesInTheViaName() throws Exception {
        node.run(() -> {
            names.startLink().get();
            Pid pid = GenServer.startLink(
                            new Stack<>(List.of()), Options.NONE.withName(names.via("stack", "the value")))
                    .get()
                    .pid();
            assertThat(names.lookup("stack")).containsExactly(new Entry<>(pid, "the value"));
            assertThat(names.via("stack").whereis(node)).contains(pid);
            assertThat(names.via("stack", "v")).hasToString("{:via, Names, stack, v}");
        });
    }

    @Test
    @Tag("R4")
    void aProcessRegistersItselfOnly() throws Exception {
        node.run(() -> {
            names.startLink().get();
            Pid other = spawn(() -> receive(message -> null));
            assertThatThrownBy(() -> names.registerName("key", other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("registers itself only");
            assertThat(names.registerName("key", self())).isTrue();
            assertThat(names.registerName("key", self())).isFalse();
            names.unregisterName("key");
            assertThat(names.whereisName("key")).isEmpty();
        });
    }

    // ---- R5 ----

    @Test
    @Tag("R5")
    void aDuplicateKeyHasManyAlsoOfOneProcess() throws Exception {
        node.run(() -> {
            topics.startLink().get();
            Pid other = registered(topics, "news", "a");
            topics.register("news", "b");
            topics.register("news", "b");
            assertThat(topics.lookup("news"))
                    .containsExactly(new Entry<>(other, "a"), new Entry<>(self(), "b"), new Entry<>(self(), "b"));
            assertThat(topics.keys(self())).containsExactly("news", "news");
            assertThat(topics.count()).isEqualTo(3);
        });
    }

    @Test
    @Tag("R5")
    void dispatchRunsInTheCallerAndNotAtAllWhenThereIsNobody() throws Exception {
        node.run(() -> {
            topics.startLink().get();
            var ranIn = new AtomicReference<Pid>();
            topics.dispatch("news", entries -> ranIn.set(self()));
            assertThat(ranIn.get()).isNull();
            topics.register("news", "a");
            topics.dispatch("news", entries -> {
                ranIn.set(self());
                entries.forEach(entry -> send(entry.pid(), "hello"));
            });
            assertThat(ranIn.get()).isEqualTo(self());
            expect("hello");
            assertThatThrownBy(() -> topics.dispatch("news", _ -> {
                        throw new IllegalStateException("oops");
                    }))
                    .hasMessage("oops");
        });
    }

    @Test
    @Tag("R5")
    void viaAndUpdateValueAreErrorsWithDuplicateKeys() throws Exception {
        node.run(() -> {
            topics.startLink().get();
            assertThatThrownBy(() ->
                            GenServer.start(node, new Stack<>(List.of()), Options.NONE.withName(topics.via("stack"))))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("is not supported for duplicate registries");
            assertThatThrownBy(() -> topics.updateValue("news", value -> value + "!"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("updateValue");
            assertThat(topics.count()).isZero();
        });
    }

    @Test
    @Tag("R5")
    void onlyTheOwnerUpdatesItsValue() throws Exception {
        node.run(() -> {
            names.startLink().get();
            names.register("mine", "old");
            assertThat(names.updateValue("mine", value -> value + "er")).contains(new Updated<>("older", "old"));
            assertThat(names.lookup("mine")).containsExactly(new Entry<>(self(), "older"));
            registered(names, "theirs", "old");
            assertThat(names.updateValue("theirs", _ -> "new")).isEmpty();
            assertThat(names.updateValue("nobody's", _ -> "new")).isEmpty();
            assertThat(names.lookup("theirs")).extracting(Entry::value).containsExactly("old");
        });
    }

    @Test
    @Tag("R5")
    void anUpdateThatThrowsLeavesTheValue() throws Exception {
        node.run(() -> {
            names.startLink().get();
            names.register("mine", "old");
            assertThatThrownBy(() -> names.updateValue("mine", _ -> {
                        throw new IllegalStateException("oops");
                    }))
                    .hasMessage("oops");
            assertThat(names.lookup("mine")).extracting(Entry::value).containsExactly("old");
        });
    }

    // ---- R6 ----

    @Test
    @Tag("R6")
    void listenersAreToldOfRegisterAndUnregister() throws Exception {
        var listened = Registry.<Object, String>unique("Listened", "listener");
        node.run(() -> {
            listened.startLink().get();
            Processes.register(self(), "listener");
            listened.register("key", "value");
            expect(new RegistryEvent.Registered("Listened", "key", self(), "value"));
            listened.register("key", "refused");
            listened.updateValue("key", _ -> "other");
            listened.unregister("key");
            expect(new RegistryEvent.Unregistered("Listened", "key", self()));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("R6")
    void listenersAreNotToldOfACrash() throws Exception {
        var listened = Registry.<Object, String>unique("Listened", "listener");
        node.run(() -> {
            listened.startLink().get();
            Processes.register(self(), "listener");
            Pid owner = registered(listened, "key", "value");
            expect(new RegistryEvent.Registered("Listened", "key", owner, "value"));
            var down = monitor(owner);
            exit(owner, BOOM);
            downOf(down);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("R6")
    void withoutItsListenerNothingIsRegistered() throws Exception {
        var listened = Registry.<Object, String>unique("Listened", "listener");
        node.run(() -> {
            listened.startLink().get();
            assertThatThrownBy(() -> listened.register("key", "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected the listener \"listener\"");
            assertThat(listened.count()).isZero();
            assertThat(listened.keys(self())).isEmpty();
        });
    }

    // ---- looking at many ----

    @Test
    @Tag("R5")
    void valuesAreThoseOfOneProcessUnderOneKey() throws Exception {
        node.run(() -> {
            topics.startLink();
            topics.register("key", "1");
            topics.register("key", "2");
            topics.register("other", "3");
            assertThat(topics.values("key", self())).containsExactly("1", "2");
            assertThat(topics.values("nothing", self())).isEmpty();
            assertThat(topics.countMatch("key", value -> value.equals("2"))).isEqualTo(1);
        });
    }

    @Test
    @Tag("R1")
    @Tag("R5")
    void selectLooksAtTheRegistrationsOfAllKeys() throws Exception {
        node.run(() -> {
            for (Registry<Object, String> registry : List.of(names, topics)) {
                registry.startLink();
                registry.register("a", "1");
                registry.register("b", "2");
                Pattern.Var<Object> key = Pattern.var("$1");
                var spec = MatchSpec.head(Registered.<Object, String>any()
                        .with(Registered::value, "2")
                        .with(Registered::key, key));
                assertThat(registry.select(spec.body(it -> it.get(key)))).containsExactly("b");
                assertThat(registry.countSelect(spec.body(_ -> true))).isEqualTo(1);
                assertThat(registry.countSelect(spec.body(_ -> false))).isZero();
            }
        });
    }

    @Test
    void metadataLivesAsLongAsTheRegistryRuns() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid first = names.startLink().get();
            assertThat(names.meta("key")).isEmpty();
            names.putMeta("key", 1);
            assertThat(names.meta("key")).contains(1);
            names.deleteMeta("key");
            names.deleteMeta("key");
            assertThat(names.meta("key")).isEmpty();
            names.putMeta("key", 2);
            exit(first, ExitReason.KILL);
            names.startLink();
            assertThat(names.meta("key")).isEmpty();
            names.putMeta("key", 3);
            assertThatThrownBy(() -> Registry.unique("Nope").putMeta("key", 1))
                    .hasMessageContaining("unknown registry: Nope");
        });
    }

    // ---- bad input ----

    @Test
    void aRegistryThatDoesNotRunIsNamed() throws Exception {
        node.run(() -> {
            assertThatThrownBy(() -> names.lookup("key"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unknown registry: Names");
            assertThatThrownBy(() -> names.register("key", "value")).hasMessageContaining("unknown registry: Names");
            Pid registry = startUnlinked(names);
            var down = monitor(registry);
            exit(registry, ExitReason.KILL);
            downOf(down);
            assertThatThrownBy(names::count).hasMessageContaining("unknown registry: Names");
        });
    }

    @Test
    @Tag("G14")
    void aCastThroughARegistryThatDoesNotRunOrHasNoUniqueKeysIsDroppedAndACallNamesIt() throws Exception {
        node.run(() -> {
            ServerRef<Scripted.Message> nobody = ServerRef.named(node, names.via("key"));
            GenServer.cast(nobody, new Scripted.Do(Next::noreply));
            GenServer.cast(
                    ServerRef.named(
                            node, Registry.<String, String>duplicate("Topics").via("key")),
                    new Scripted.Do(Next::noreply));
            assertThatThrownBy(() -> GenServer.call(nobody, Scripted.state()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unknown registry: Names");
        });
    }

    @Test
    void aRegistryRunsOnce() throws Exception {
        node.run(() -> {
            Pid first = startUnlinked(names);
            Processes.trapExit(true);
            assertThat(names.startLink()).isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(first)));
        });
        try (var other = Node.start(clock)) {
            other.run(() -> {
                Processes.trapExit(true);
                assertThat(names.startLink()).isInstanceOf(OnStart.Failed.class);
            });
        }
    }

    @Test
    void whatIsNoKeyOrValueIsNamed() throws Exception {
        assertThatThrownBy(() -> Registry.unique(" ")).hasMessageContaining("expected a name for the registry");
        node.run(() -> {
            names.startLink().get();
            assertThatThrownBy(() -> names.register(null, "value")).hasMessageContaining("expected a key");
            assertThatThrownBy(() -> names.register("key", null)).hasMessageContaining("expected a value");
            assertThat(names.whereisName("key")).isEqualTo(Optional.empty());
        });
    }
}
