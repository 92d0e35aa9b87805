package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerName;
import otp.handrolled.registry.Entry;
import otp.handrolled.registry.Registration;
import otp.handrolled.registry.Registry;

/** The registries of a scenario, by their names. */
final class Registries {
    private static final Shown OK = new Shown.Value(Term.atom("ok"));

    private final Map<String, Registry<Term, Term>> byName = new ConcurrentHashMap<>();

    /** {@code registry(Name, name, unique | duplicate)}, and perhaps the names of its listeners. */
    Shown start(List<Term> arguments, Map<String, Term> bound) {
        String name = ((Atom) arguments.get(1)).name();
        String[] listeners = arguments.size() == 3
                ? new String[0]
                : ((Listed) arguments.get(3))
                        .elements().stream()
                                .map(listener -> ((Atom) listener).name())
                                .toArray(String[]::new);
        Registry<Term, Term> registry = switch (((Atom) arguments.get(2)).name()) {
            case "unique" -> Registry.unique(name, listeners);
            case "duplicate" -> Registry.duplicate(name, listeners);
            default -> throw Clause.unexpected("unique or duplicate", arguments.get(2));
        };
        OnStart<Pid> started = registry.startLink();
        if (started instanceof OnStart.Ok<Pid>(var pid)) {
            byName.put(name, registry);
            bound.put(((Term.Var) arguments.getFirst()).name(), new Identity(pid));
        }
        return new Shown.Value(Terms.of(started));
    }

    private Registry<Term, Term> named(Term name) {
        Registry<Term, Term> registry = byName.get(((Atom) name).name());
        if (registry == null) {
            throw new IllegalArgumentException("unknown registry: " + name.show(Object::toString));
        }
        return registry;
    }

    /** {@code {Registry, Key}} as a name of a server. */
    ServerName via(Term term) {
        List<Term> parts = ((Term.Tuple) term).elements();
        return named(parts.getFirst()).via(parts.getLast());
    }

    /** Whether a name is one in a registry that was never started. */
    boolean isUnknown(Term name) {
        return name instanceof Term.Tuple(var parts)
                && parts.getLast() instanceof Term.Tuple(var registryAndKey)
                && parts.getFirst().equals(Term.atom("via"))
                && registryAndKey.getFirst() instanceof Atom(var registry)
                && !byName.containsKey(registry);
    }

    Shown act(String function, List<Term> arguments) {
        Registry<Term, Term> registry = named(arguments.getFirst());
        Term last = arguments.getLast();
        return switch (function) {
            case "reg_register" ->
                switch (registry.register(arguments.get(1), last)) {
                    // Which of its processes has the key is the registry's own business.
                    case Registration.Ok _ -> OK;
                    case Registration.AlreadyRegistered(var pid) ->
                        new Shown.Value(Term.tuple(
                                Term.atom("error"), Term.tuple(Term.atom("already_registered"), new Identity(pid))));
                };
            case "reg_unregister" -> {
                registry.unregister(last);
                yield OK;
            }
            case "reg_lookup" ->
                list(registry.lookup(last).stream()
                        .<Term>map(entry -> Term.tuple(new Identity(entry.pid()), value(entry.value())))
                        .toList());
            case "reg_keys" -> new Shown.Unordered(registry.keys(Bifs.pid(last)));
            case "reg_values" -> list(registry.values(arguments.get(1), Bifs.pid(last)));
            case "reg_count" -> new Shown.Value(new Int(registry.count()));
            case "reg_update" ->
                new Shown.Value(registry.updateValue(arguments.get(1), _ -> last)
                        .<Term>map(updated -> Term.tuple(updated.value(), value(updated.before())))
                        .orElse(Term.atom("error")));
            case "reg_dispatch" -> {
                Pid me = self();
                registry.dispatch(arguments.get(1), entries -> entries.forEach(entry -> tell(entry, last, me)));
                yield OK;
            }
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    private static void tell(Entry<Term> entry, Term message, Pid caller) {
        send(
                entry.pid(),
                Term.tuple(message, value(entry.value()), Term.atom("by"), new Identity(caller), new Identity(self())));
    }

    private static Term value(@Nullable Term value) {
        return value == null ? Term.atom("nil") : value;
    }

    private static Shown list(List<Term> terms) {
        return new Shown.Value(new Listed(terms));
    }
}
