package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.NameRegistry;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Requests;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;

class NamesTest extends ServerTest {
    /** The least that a registry of one's own has to do: it frees nothing by itself but the names of the dead. */
    private static class PhoneBook implements NameRegistry {
        final ConcurrentHashMap<Object, Pid> numbers = new ConcurrentHashMap<>();

        @Override
        public boolean registerName(Object term, Pid pid) {
            return numbers.putIfAbsent(term, pid) == null && Processes.own(pid, (_, _) -> numbers.remove(term, pid));
        }

        @Override
        public void unregisterName(Object term) {
            numbers.remove(term);
        }

        @Override
        public Optional<Pid> whereisName(Object term) {
            return Optional.ofNullable(numbers.get(term));
        }

        @Override
        public String toString() {
            return "PhoneBook";
        }
    }

    static List<ServerName> names() {
        return List.of(
                new ServerName.Local("cashier"),
                new ServerName.Global(List.of("cashier", 1)),
                new ServerName.Via(new PhoneBook(), "cashier"));
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("G23")
    void aServerIsReachedByItsNameAndTheNameGoesWithIt(ServerName name) {
        ServerRef<Scripted.Message> byName = ServerRef.named(node, name);
        assertThat(byName.whereis()).isNull();
        var server = GenServer.start(node, Scripted.withState("here"), Options.NONE.withName(name))
                .get();
        assertThat(byName.whereis()).isEqualTo(server.pid());
        assertThat(GenServer.call(byName, Scripted.state())).isEqualTo("here");
        GenServer.stop(byName);
        assertThat(byName.whereis()).isNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("G23")
    @Tag("P8")
    void onDownTheNameIsFree(ServerName name) throws Exception {
        node.run(() -> {
            var server = GenServer.start(node, Scripted.withState(""), Options.NONE.withName(name))
                    .get();
            var monitor = Processes.monitor(server.pid());
            exit(server.pid(), ExitReason.KILL);
            downOf(monitor);
            assertThat(name.whereis(node)).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("G4")
    void aSecondServerOfThatNameIsNotStartedAndTheFirstGoesOn(ServerName name) throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid test = self();
            var options = Options.NONE.withName(name);
            var first =
                    GenServer.start(node, Scripted.withState("first"), options).get();
            var second = GenServer.startLink(
                    Scripted.withInit(() -> {
                        send(test, "init ran");
                        return Init.ok("second");
                    }),
                    options);
            assertThat(second).isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(first.pid())));
            assertThat(flush()).isEmpty();
            assertThat(GenServer.call(ServerRef.<Scripted.Message>named(node, name), Scripted.state()))
                    .isEqualTo("first");
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("G3")
    void whenAStartHasNotSucceededTheNameIsFreeAsItReturns(ServerName name) throws Exception {
        var options = Options.NONE.withName(name);
        for (Scripted.InitCode init : List.<Scripted.InitCode>of(
                Init::ignore,
                () -> Init.stop(BOOM),
                () -> exit(BOOM),
                () -> {
                    throw new Error("boom");
                },
                () -> null)) {
            GenServer.start(node, Scripted.withInit(init), options);
            assertThat(name.whereis(node)).isEmpty();
        }
        assertThat(GenServer.start(node, Scripted.withState(""), options)).isInstanceOf(OnStart.Ok.class);
    }

    @Test
    @Tag("G3")
    void aRegistryThatDoesNotWatchItsProcessesIsToldWhenAStartFails() {
        var book = new PhoneBook() {
            @Override
            public boolean registerName(Object term, Pid pid) {
                return numbers.putIfAbsent(term, pid) == null;
            }
        };
        GenServer.start(node, Scripted.withInit(Init::ignore), Options.NONE.withName(new ServerName.Via(book, "a")));
        GenServer.start(
                node, Scripted.withInit(() -> Init.stop(BOOM)), Options.NONE.withName(new ServerName.Via(book, "b")));
        assertThat(book.whereisName("a")).isEmpty();
        assertThat(book.whereisName("b")).isEmpty();
    }

    @Test
    @Tag("G23")
    void theNameIsTakenBeforeInitRuns() {
        var server = GenServer.start(
                        node,
                        Scripted.withInit(() -> Init.ok(
                                node.whereis("cashier").equals(Optional.of(self())) ? "registered" : "not yet")),
                        Options.named("cashier"))
                .get();
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("registered");
    }

    @Test
    @Tag("G23")
    void localNamesAreOfOneNodeAndGlobalNamesOfAll() {
        try (var other = Node.start(clock)) {
            var local = Options.named("twice");
            var global = Options.NONE.withName(new ServerName.Global("once"));
            assertThat(GenServer.start(node, Scripted.withState(""), local)).isInstanceOf(OnStart.Ok.class);
            assertThat(GenServer.start(other, Scripted.withState(""), local)).isInstanceOf(OnStart.Ok.class);
            assertThat(GenServer.start(node, Scripted.withState(""), global)).isInstanceOf(OnStart.Ok.class);
            assertThat(GenServer.start(other, Scripted.withState(""), global)).isInstanceOf(OnStart.Failed.class);
        }
    }

    @Test
    @Tag("G23")
    void withoutANameNothingIsRegistered() {
        start(Scripted.withState(""));
        assertThat(node.registered()).isEmpty();
    }

    @Test
    @Tag("G23")
    @SuppressWarnings("NullAway")
    void whatIsNoNameIsRefusedWhenItIsMade() {
        assertThatThrownBy(() -> Options.named(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a name, got a blank one");
        assertThatThrownBy(() -> new ServerName.Global(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new ServerName.Via(new PhoneBook(), null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Tag("G23")
    void aServerWithANameIsFoundInAThreadDumpByIt() {
        var local = GenServer.start(node, Scripted.withState(""), Options.named("cashier"))
                .get();
        var global = GenServer.start(node, Scripted.withState(""), Options.NONE.withName(new ServerName.Global("bank")))
                .get();
        assertThat(Requests.threadOf(local.pid()).getName()).isEqualTo("cashier");
        assertThat(Requests.threadOf(global.pid()).getName()).isEqualTo("{:global, bank}");
    }
}
