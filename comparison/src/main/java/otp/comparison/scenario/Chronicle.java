package otp.comparison.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a scenario: who is called what, who is in the middle of which step, and the trace of it all. The from-scratch
 * director and Akka's each keep one; how a step is done is theirs.
 *
 * <p>Not thread-safe: only its director writes in it.
 *
 * @param <P> what stands for a process: a pid, or an actor's address
 */
public final class Chronicle<P> {
    private final Class<? super P> kind;
    private final Consumer<P> watch;
    private final Function<Object, String> nameless;
    private final Trace trace = new Trace();
    private final Map<String, Term> bindings = new HashMap<>();
    private final Map<Object, String> names = new HashMap<>();

    /** How often a child was started. */
    private final Map<String, Integer> births = new HashMap<>();

    /** Who lives, by name, in the order of their births. Of a child, each incarnation has its own. */
    private final Map<String, P> living = new LinkedHashMap<>();

    private final Set<String> ended = new HashSet<>();

    /** Who is still in the middle of which step. */
    private final Map<String, Numbered> pending = new HashMap<>();

    /** The last line with a result, if it is of the step that runs. */
    private String last = "";

    /** A step as the trace names it. */
    private record Numbered(int number, Step step) {
        @Override
        public String toString() {
            return number + " " + step.text();
        }
    }

    /**
     * An empty one.
     *
     * @param kind the class of what stands for a process
     * @param watch is given everybody who is born of a step, to hear of the end
     * @param nameless what to call whoever and whatever has no name
     */
    public Chronicle(Class<? super P> kind, Consumer<P> watch, Function<Object, String> nameless) {
        this.kind = kind;
        this.watch = watch;
        this.nameless = nameless;
    }

    /**
     * Somebody is to do a step.
     *
     * @return who, or empty if nobody can: then the trace says why, or there never was such a one
     */
    @SuppressWarnings("unchecked") // of a kind is what was born as one
    public Optional<P> begins(int number, Step step) {
        if (!(bindings.get(step.subject()) instanceof Term.Identity(var subject)) || !kind.isInstance(subject)) {
            // Who was to start it was dead, or busy, or could not.
            return Optional.empty();
        }
        var numbered = new Numbered(number, step);
        String name = nameOf(subject);
        if (ended.contains(name)) {
            trace.note(name, numbered + " : dead");
        } else if (pending.containsKey(name)) {
            trace.note(name, numbered + " : busy");
        } else if (!bindings.keySet().containsAll(step.lookedUp())) {
            trace.note(name, numbered + " : unbound");
        } else {
            pending.put(name, numbered);
            last = "";
            return Optional.of((P) subject);
        }
        return Optional.empty();
    }

    /** What each variable stands for now. */
    public Map<String, Term> bindings() {
        return Map.copyOf(bindings);
    }

    /**
     * A step has come to its end.
     *
     * @param by who did it
     * @param result the result if it is a term, to be bound if the step wants that; or null
     * @param bound what the step has bound
     * @param shown the result as the trace shows it; asked once the names are bound that may occur in it
     */
    public void done(P by, @Nullable Term result, Map<String, Term> bound, Supplier<String> shown) {
        Numbered numbered = over(by);
        bound.forEach(this::bind);
        String variable = numbered.step().result();
        if (variable != null && result != null) {
            bind(variable, result);
        }
        last = numbered + " -> " + shown.get();
        trace.note(nameOf(by), last);
    }

    /**
     * A step has failed, and who did it lives on.
     *
     * @param by who did it
     * @param how with what, as the trace shows it
     */
    public void failed(P by, String how) {
        last = over(by) + " -> " + how;
        trace.note(nameOf(by), last);
    }

    /**
     * A step cannot be done at all.
     *
     * @param by who was to do it
     * @param why what the trace says of that
     */
    public void refused(P by, String why) {
        trace.note(nameOf(by), over(by) + why);
    }

    private Numbered over(P by) {
        return Objects.requireNonNull(pending.remove(nameOf(by)), "somebody did what he was not told to");
    }

    /**
     * A variable stands for something from now on. What has no name yet is called by it.
     *
     * @param name the variable
     * @param value what it stands for
     */
    @SuppressWarnings("unchecked") // of a kind is what was born as one
    public void bind(String name, Term value) {
        bindings.put(name, value);
        if (value instanceof Term.Identity(var identity) && !names.containsKey(identity)) {
            if (kind.isInstance(identity)) {
                P born = (P) identity;
                watch.accept(born);
                enters(name, born);
            } else {
                call(identity, name);
            }
        }
    }

    /**
     * Gives a name to what is no process.
     *
     * @param identity what
     * @param name its name
     */
    public void call(Object identity, String name) {
        names.put(identity, name);
    }

    /**
     * Somebody begins who says so himself.
     *
     * @param name what he is called
     * @param who he is
     */
    public void enters(String name, P who) {
        bindings.put(name, new Term.Identity(who));
        names.put(who, name);
        living.put(name, who);
        trace.born(name);
    }

    /**
     * A child is started, for the first time or again.
     *
     * @param id its id; from its second start on it is called by that and a number
     * @param who the child
     * @param by who starts it, or null if that is nobody whose order counts
     */
    public void started(String id, P who, @Nullable Object by) {
        if (!names.containsKey(who)) {
            int count = births.merge(id, 1, Integer::sum);
            enters(count == 1 ? id : id + count, who);
            bindings.put(id, new Term.Identity(who));
        }
        if (by != null) {
            trace.inOrder(by, nameOf(who) + " started");
        }
    }

    /**
     * Somebody saw or did something.
     *
     * @param who he is
     * @param word what
     * @param terms with what
     */
    public void saw(P who, String word, List<Term> terms) {
        note(who, Stream.concat(Stream.of(word), terms.stream().map(this::show)).collect(Collectors.joining(" ")));
    }

    /**
     * Adds a line to the trace.
     *
     * @param who whose
     * @param line what he did or saw
     */
    public void note(P who, String line) {
        trace.note(nameOf(who), line);
    }

    /**
     * Adds a line to what a supervisor does, in an order that counts.
     *
     * @param by the supervisor
     * @param line what it does
     */
    public void inOrder(Object by, String line) {
        trace.inOrder(by, line);
    }

    /**
     * Somebody will not come to the end of what he is at.
     *
     * @param who he is
     */
    public void interrupted(P who) {
        String name = nameOf(who);
        Numbered unfinished = pending.remove(name);
        if (unfinished != null) {
            trace.note(name, unfinished.toString());
        }
        // Who ends of what his own step brought about may or may not see that step return.
        trace.forgetResult(name, last, last.replaceFirst(" -> .*", ""));
    }

    /**
     * Somebody has ended.
     *
     * @param who he was
     * @param why his reason
     */
    public void ended(P who, String why) {
        interrupted(who);
        String name = nameOf(who);
        ended.add(name);
        living.remove(name);
        trace.note(name, "exited " + why);
    }

    /** The play is over: writes down who waits still. */
    public void over() {
        living.keySet().forEach(name -> {
            Numbered unfinished = pending.get(name);
            if (unfinished != null) {
                trace.note(name, unfinished + " : waits");
            }
        });
    }

    /** Who lives, in the order of their births. */
    public List<P> living() {
        return List.copyOf(living.values());
    }

    /** A term, with the names of those in it. */
    public String show(Term term) {
        return term.show(this::nameOf);
    }

    /**
     * What lies in a mailbox. One end may bring many messages from several processes; in which order, nobody promises, so these are
     * shown by name.
     */
    public String showMailbox(List<Term> messages) {
        return show(new Term.Listed(inPromisedOrder(messages)));
    }

    private List<Term> inPromisedOrder(List<Term> messages) {
        List<Term> ordered = new ArrayList<>();
        List<Term> run = new ArrayList<>();
        for (Term message : messages) {
            if (aboutAnEnd(message) != null) {
                run.add(message);
            } else {
                run.sort(Comparator.comparing(this::aboutAnEnd));
                ordered.addAll(run);
                run.clear();
                ordered.add(message);
            }
        }
        run.sort(Comparator.comparing(this::aboutAnEnd));
        ordered.addAll(run);
        return ordered;
    }

    /** Whose end a message tells of, or null if it tells of none. */
    private @Nullable String aboutAnEnd(Term message) {
        if (!(message instanceof Term.Tuple(var elements)) || elements.isEmpty()) {
            return null;
        }
        return switch (elements.getFirst()) {
            case Term.Atom(var name)
            when name.equals("EXIT") && elements.size() == 3 -> "EXIT " + show(elements.get(1));
            case Term.Atom(var name)
            when name.equals("DOWN") && elements.size() == 5 -> "DOWN " + show(elements.get(1));
            default -> null;
        };
    }

    /** What somebody or something is called. */
    public String nameOf(Object identity) {
        String name = names.get(identity);
        return name == null ? nameless.apply(identity) : name;
    }

    /** The trace as text. */
    public String text() {
        return trace.show(this::nameOf);
    }
}
