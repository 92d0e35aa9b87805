package otp.comparison.scenario.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import otp.comparison.scenario.Term;
import otp.supervision.akka.Budget;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Group;
import otp.supervision.akka.OneForAll;
import otp.supervision.akka.OneForOne;
import otp.supervision.akka.Respawn;
import otp.supervision.akka.RestForOne;
import otp.supervision.akka.Restart;
import otp.supervision.akka.Spec;

/**
 * Supervisors of a scenario, as the groups of lesson 4. {@code one_for_one} is Akka's own, that restarts in place, unless a restart
 * type is given: then it is the one that replaces.
 */
final class Tree {
    private final Stage stage;

    /** How often each child was to be started; touched only by the one thread of the actors. */
    private final Map<String, Integer> starts = new HashMap<>();

    Tree(Stage stage) {
        this.stage = stage;
    }

    /** {@code supervisor(S, Flags, Children)}. */
    Behavior<Group.Command> group(Term flags, Term children) {
        List<Term> values = elements(flags);
        if (values.size() != 3) {
            throw new NoIdiomException("a group does not end by itself when a child does (auto_shutdown)");
        }
        List<Kept> kept = elements(children).stream().map(this::kept).toList();
        List<Spec<?>> specs = new ArrayList<>();
        kept.forEach(each -> specs.add(each.spec()));
        Budget budget = budget(values.get(1), values.get(2));
        boolean typed = kept.stream().anyMatch(Kept::typed);
        String strategy = name(values.getFirst());
        if (typed && !strategy.equals("one_for_one")) {
            throw new NoIdiomException("a " + strategy + " group has no restart types");
        }
        Behavior<Group.Command> group = switch (strategy) {
            case "one_for_one" ->
                typed
                        ? Respawn.create(
                                budget,
                                kept.stream()
                                        .map(each -> new Respawn.Kept(each.spec(), each.restart()))
                                        .toList())
                        : OneForOne.create(budget, specs);
            case "one_for_all" -> OneForAll.create(budget, specs);
            case "rest_for_one" -> RestForOne.create(budget, specs);
            default -> throw new NoIdiomException("no strategy " + strategy);
        };
        return watched(Group.Command.class, group);
    }

    /** {@code dynamic_supervisor(D, {Intensity, Period, Max})}. A dynamic group has no limit to its children. */
    Behavior<Dynamic.Command> dynamic(Term flags) {
        List<Term> values = elements(flags);
        return watched(Dynamic.Command.class, Dynamic.create(budget(values.getFirst(), values.get(1))));
    }

    private <M> Behavior<M> watched(Class<M> messages, Behavior<M> group) {
        return Behaviors.setup(context -> {
            stage.group(context.getSelf(), messages == Dynamic.Command.class);
            return Witness.of(messages, stage, group);
        });
    }

    /** A child, when it is started again, and whether that was said. */
    record Kept(Spec<?> spec, Restart restart, boolean typed) {}

    Kept kept(Term child) {
        List<Term> parts = elements(child);
        String id = name(parts.getFirst());
        List<Term> options = elements(parts.getLast());
        Restart restart = Restart.PERMANENT;
        boolean typed = false;
        List<Term> script = List.of(Term.atom("ok"));
        for (Term option : options) {
            if (option instanceof Term.Tuple(var pair)) {
                if (name(pair.getFirst()).equals("shutdown")) {
                    throw new NoIdiomException("a stop has no deadline and no kill");
                }
                script = elements(pair.getLast());
            } else {
                switch (name(option)) {
                    case "significant" -> throw new NoIdiomException("no child is significant to its group");
                    case "stubborn" -> throw new NoIdiomException("an actor cannot refuse to stop");
                    case "traps" -> {}
                    default -> {
                        restart = Restart.valueOf(name(option).toUpperCase(Locale.ROOT));
                        typed = true;
                    }
                }
            }
        }
        boolean traps = options.contains(Term.atom("traps"));
        Spec<?> spec = parts.size() == 2
                ? Spec.of(Message.class, id, scripted(id, script, Puppet.child(stage, id, traps)))
                : Group.spec(id, scripted(id, script, nested(id, group(parts.get(1), parts.get(2)))));
        return new Kept(spec, restart, typed);
    }

    private Behavior<Group.Command> nested(String id, Behavior<Group.Command> group) {
        return Behaviors.setup(context -> {
            stage.started(id, context.getSelf());
            return group;
        });
    }

    /** What a start function does is here what the setup does: {@code ignore} stops, any failure is an exception. */
    private <M> Behavior<M> scripted(String id, List<Term> script, Behavior<M> ok) {
        return Behaviors.setup(context -> {
            int number = starts.merge(id, 1, Integer::sum) - 1;
            Term now = script.get(Math.min(number, script.size() - 1));
            if (now instanceof Term.Tuple(var pair)) {
                var left = new Left(pair.getLast());
                stage.fails(context.getSelf(), left.reason);
                throw left;
            }
            return now.equals(Term.atom("ignore")) ? Behaviors.stopped() : ok;
        });
    }

    private static Budget budget(Term intensity, Term period) {
        return Budget.of((int) number(intensity), Duration.ofSeconds(number(period)));
    }

    private static long number(Term term) {
        return ((Term.Int) term).value();
    }

    static String name(Term term) {
        return ((Term.Atom) term).name();
    }

    private static List<Term> elements(Term term) {
        return term instanceof Term.Tuple(var elements) ? elements : ((Term.Listed) term).elements();
    }
}
