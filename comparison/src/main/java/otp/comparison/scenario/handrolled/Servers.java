package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Tuple;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genstatem.GenStatem;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/** What clients do with servers and state machines. */
final class Servers {
    private static final Shown OK = new Shown.Value(Term.atom("ok"));

    private Servers() {}

    static boolean knows(String function) {
        return switch (function) {
            case "call", "cast", "reply", "stop", "machine_call", "whereis_server" -> true;
            default -> false;
        };
    }

    static Shown act(Stage stage, String function, List<Term> arguments) {
        return switch (function) {
            case "call" -> new Shown.Value(call(stage, arguments));
            case "machine_call" -> {
                Duration timeout = arguments.size() == 3 ? Terms.time(arguments.getLast()) : Timeouts.INFINITY;
                yield new Shown.Value(GenStatem.<Message, Term>call(
                        server(stage, arguments.getFirst()), from -> new Message.Ask(from, arguments.get(1)), timeout));
            }
            case "cast" -> {
                cast(stage, arguments.getFirst(), arguments.getLast());
                yield OK;
            }
            case "reply" -> {
                reply(arguments.getFirst(), arguments.getLast());
                yield OK;
            }
            case "stop" -> {
                GenServer.stop(
                        server(stage, arguments.getFirst()),
                        arguments.size() == 1 ? ExitReason.NORMAL : Terms.reason(arguments.get(1)),
                        arguments.size() == 3 ? Terms.time(arguments.get(2)) : Timeouts.INFINITY);
                yield OK;
            }
            case "whereis_server" -> {
                Pid pid = server(stage, arguments.getFirst()).whereis();
                yield new Shown.Value(pid == null ? Term.atom("nil") : new Identity(pid));
            }
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    static Term call(Stage stage, List<Term> arguments) {
        return GenServer.<Message, Term>call(
                server(stage, arguments.getFirst()),
                from -> new Message.Ask(from, arguments.get(1)),
                arguments.size() == 3 ? Terms.time(arguments.getLast()) : Timeouts.DEFAULT);
    }

    private static void cast(Stage stage, Term server, Term message) {
        // A registry that a scenario has not started cannot be named here at all; to cast to nobody is ok.
        if (!stage.registries.isUnknown(server)) {
            GenServer.cast(server(stage, server), new Message.Tell(message));
        }
    }

    @SuppressWarnings("unchecked") // all servers of a scenario answer with terms
    private static void reply(Term to, Term answer) {
        if (!(to instanceof Identity(From<?> from))) {
            throw new IllegalArgumentException("nobody to reply to: " + to.show(Object::toString));
        }
        GenServer.reply((From<Term>) from, answer);
    }

    private static ServerRef<Message> server(Stage stage, Term term) {
        return term instanceof Identity(Pid pid)
                ? ServerRef.of(pid)
                : ServerRef.named(self().node(), name(stage, term));
    }

    /** A name: {@code some_atom}, {@code {global, Term}}, {@code {via, registry, {Registry, Key}}}. */
    static ServerName name(Stage stage, Term term) {
        return switch (term) {
            case Atom(var name) -> new ServerName.Local(name);
            case Tuple(var parts)
            when parts.size() == 2 && parts.getFirst().equals(Term.atom("global")) ->
                new ServerName.Global(parts.getLast());
            case Tuple(var parts)
            when parts.size() == 3 && parts.get(1).equals(Term.atom("registry")) ->
                stage.registries.via(parts.getLast());
            default -> throw new IllegalArgumentException("no name: " + term.show(Object::toString));
        };
    }
}
