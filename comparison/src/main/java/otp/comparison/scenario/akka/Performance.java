package otp.comparison.scenario.akka;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.supervision.akka.Child;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Group;

/** One step of an actor: what Akka's idiom for it is, or why there is none. */
final class Performance {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Term OK = Term.atom("ok");
    private static final Term TRUE = Term.atom("true");

    /** Why there is no idiom, for functions that have none whatever the arguments. */
    private static final Map<String, String> NONE = Map.ofEntries(
            Map.entry("alias", "an address is not switched off"),
            Map.entry("unalias", "an address is not switched off"),
            Map.entry("register", "there is no send by name"),
            Map.entry("unregister", "there is no send by name"),
            Map.entry("whereis", "there is no send by name"),
            Map.entry("whereis_server", "there is no send by name"),
            Map.entry("is_process_alive", "one cannot ask whether an actor lives, only watch it"),
            Map.entry("catch_exit", "an actor is sent no exit, and has none to catch"),
            Map.entry("links", "an actor cannot list whom it watches"),
            Map.entry("read_timer", "a timer does not say how much time is left"),
            Map.entry("restart_child", "a group forgets a child that was stopped"),
            Map.entry("delete_child", "a group forgets a child that was stopped"),
            Map.entry("count_children", "a group lists who lives and counts nothing"));

    /** What it can do. */
    private static final Set<String> SOME = Set.of(
            "spawn",
            "spawn_link",
            "spawn_monitor",
            "supervisor",
            "dynamic_supervisor",
            "recv",
            "send",
            "return",
            "exit",
            "error",
            "throw",
            "trap_exit",
            "link",
            "unlink",
            "monitor",
            "demonitor",
            "queue",
            "send_after",
            "cancel_timer",
            "start_child",
            "terminate_child",
            "which_children",
            "stop");

    private final Puppet self;
    private final ActorContext<Message> context;
    private final Servers servers;
    private final Map<String, Term> bindings;

    Performance(Puppet self, Map<String, Term> bindings) {
        this.self = self;
        this.context = self.context;
        this.servers = new Servers(self);
        this.bindings = bindings;
    }

    /** Whether this interpreter has been taught a function: how to do it, or that there is no idiom for it. */
    static boolean knows(String function) {
        return function.equals("wait")
                || SOME.contains(function)
                || NONE.containsKey(function)
                || Servers.FUNCTIONS.contains(function)
                || TaskSteps.knows(function)
                || Agents.knows(function)
                || Registries.knows(function)
                || EtsTables.knows(function)
                || PersistentTerms.knows(function);
    }

    Behavior<Message> of(String function, List<Term> given) {
        switch (function) {
            case "spawn", "spawn_link", "spawn_monitor" -> {
                return spawn(function, given);
            }
            case "supervisor" -> {
                var group = self.stage.tree.group(
                        given.get(1).in(bindings), given.get(2).in(bindings));
                return started(given.getFirst(), context.spawnAnonymous(group));
            }
            case "dynamic_supervisor" -> {
                var group = self.stage.tree.dynamic(given.get(1).in(bindings));
                return started(given.getFirst(), context.spawnAnonymous(group));
            }
            case "server", "machine" -> {
                return servers.start(
                        function, variable(given.getFirst()), given.getLast().in(bindings));
            }
            case "recv" -> {
                return self.receive(
                        given.getFirst(),
                        bindings,
                        given.size() == 1 ? null : patience(given.getLast().in(bindings)));
            }
            case String task
            when TaskSteps.knows(task) -> {
                return new TaskSteps(self, bindings).of(function, given);
            }
            case String agent
            when Agents.knows(agent) -> {
                return new Agents(self).of(function, given, bindings);
            }
            case String registry
            when Registries.knows(registry) -> {
                return new Registries(self).of(function, given, bindings);
            }
            case String table
            when EtsTables.knows(table) -> {
                return new EtsTables(self).of(function, given, bindings);
            }
            case String term
            when PersistentTerms.knows(term) -> {
                return self.done(self.stage.persistentTerms.act(
                        function, given.stream().map(each -> each.in(bindings)).toList()));
            }
            default -> {
                String why = NONE.get(function);
                if (why != null) {
                    throw new NoIdiomException(why);
                }
                return call(
                        function, given.stream().map(term -> term.in(bindings)).toList());
            }
        }
    }

    private Behavior<Message> spawn(String function, List<Term> given) {
        ActorRef<Message> child = context.spawnAnonymous(Puppet.create(self.stage));
        Term identity = new Term.Identity(child);
        Map<String, Term> bound = new HashMap<>(Map.of(variable(given.getFirst()), identity));
        if (function.equals("spawn_link")) {
            self.linkTo(child);
        } else if (function.equals("spawn_monitor")) {
            Term reference = new Term.Identity(new Object());
            self.monitor(child, reference);
            bound.put(variable(given.getLast()), reference);
            return self.done(Term.tuple(identity, reference), bound);
        }
        return self.done(identity, bound);
    }

    private Behavior<Message> started(Term name, ActorRef<?> group) {
        self.linkTo(group);
        Term identity = new Term.Identity(group);
        return self.done(Term.tuple(OK, identity), Map.of(variable(name), identity));
    }

    private Behavior<Message> call(String function, List<Term> arguments) {
        Term first = arguments.isEmpty() ? OK : arguments.getFirst();
        Term last = arguments.isEmpty() ? OK : arguments.getLast();
        return switch (function) {
            case "send" -> {
                puppet(first).tell(new Message.Said(last));
                yield self.done(last);
            }
            case "return" -> self.returns(first);
            case "exit" -> arguments.size() == 1 ? self.leave(first) : exit(actor(first), last);
            case "error" -> self.leave(Term.tuple(first, Term.atom("stacktrace")));
            case "throw" -> self.leave(Term.tuple(Term.tuple(Term.atom("nocatch"), first), Term.atom("stacktrace")));
            case "trap_exit" -> self.done(Term.atom(Boolean.toString(self.trap(first.equals(TRUE)))));
            case "link" -> link(actor(first));
            case "unlink" -> unlink(actor(first));
            case "monitor" -> monitor(arguments);
            case "demonitor" -> {
                self.demonitor(first);
                if (arguments.size() == 2) {
                    self.forget(first);
                }
                yield self.done(TRUE);
            }
            case "queue" -> self.list();
            case "send_after" -> sendAfter(milliseconds(first), puppet(arguments.get(1)), last);
            case "cancel_timer" ->
                self.done(Term.atom(((Cancellable) ((Term.Identity) first).of()).cancel() ? "true" : "false"));
            case "start_child" -> startChild(actor(first), last);
            case "terminate_child" -> terminateChild(actor(first), last);
            case "which_children" -> whichChildren(actor(first));
            case "stop" -> stop(arguments);
            default -> {
                if (Servers.FUNCTIONS.contains(function)) {
                    yield servers.act(function, arguments);
                }
                throw new UnsupportedOperationException(function);
            }
        };
    }

    private Behavior<Message> exit(ActorRef<?> who, Term reason) {
        if (who.equals(context.getSelf()) && !self.traps()) {
            return self.leave(reason);
        }
        if (reason.equals(Term.atom("normal"))) {
            throw new NoIdiomException("there is no signal that does nothing");
        }
        if (who.equals(context.getSelf()) || !isChild(who)) {
            throw new NoIdiomException("only a parent stops an actor, and only its child");
        }
        context.stop(who);
        return self.done(TRUE);
    }

    private boolean isChild(ActorRef<?> who) {
        return context.getSelf().path().equals(who.path().parent());
    }

    private Behavior<Message> link(ActorRef<?> who) {
        self.linkTo(who);
        if (self.stage.isServer(who)) {
            who.<Request>unsafeUpcast().tell(new Request.WatchMe(context.getSelf()));
        } else if (!who.equals(context.getSelf()) && !isGroup(who)) {
            who.<Message>unsafeUpcast().tell(new Message.WatchMe(context.getSelf()));
        }
        return self.done(TRUE);
    }

    private Behavior<Message> unlink(ActorRef<?> who) {
        if (isGroup(who) && !self.isLinkedTo(who)) {
            throw new NoIdiomException("a child cannot leave its parent");
        }
        self.unlink(who);
        if (self.stage.isServer(who)) {
            who.<Request>unsafeUpcast().tell(new Request.UnwatchMe(context.getSelf()));
        } else if (!isGroup(who)) {
            who.<Message>unsafeUpcast().tell(new Message.UnwatchMe(context.getSelf()));
        }
        return self.done(TRUE);
    }

    private Behavior<Message> monitor(List<Term> arguments) {
        if (arguments.size() == 2) {
            throw new NoIdiomException("an address is not switched off");
        }
        Term reference = new Term.Identity(new Object());
        self.monitor(actor(arguments.getFirst()), reference);
        return self.done(reference);
    }

    private Behavior<Message> sendAfter(Duration delay, ActorRef<Message> to, Term term) {
        Cancellable timer = context.scheduleOnce(delay, to, new Message.Said(term));
        return self.done(new Term.Identity(timer));
    }

    private Behavior<Message> startChild(ActorRef<?> group, Term child) {
        if (!self.stage.isDynamic(group)) {
            throw new NoIdiomException("only a dynamic group starts children on request");
        }
        Tree.Kept kept = self.stage.tree.kept(child);
        context.<Dynamic.Command, Child<?>>askWithStatus(
                childClass(),
                group.<Dynamic.Command>unsafeUpcast(),
                PATIENCE,
                replyTo -> new Dynamic.StartChild(kept.spec(), kept.restart(), replyTo),
                (started, failure) -> failure == null
                        ? new Message.Answered(Term.tuple(OK, new Term.Identity(started.ref())))
                        : new Message.NotAnswered(failure));
        return Behaviors.same();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Class<Child<?>> childClass() {
        return (Class<Child<?>>) (Class) Child.class;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Class<List<Child<?>>> childrenClass() {
        return (Class<List<Child<?>>>) (Class) List.class;
    }

    private Behavior<Message> terminateChild(ActorRef<?> group, Term child) {
        String name =
                child instanceof Term.Atom(var id) ? id : actor(child).path().name();
        context.<Group.Command, akka.Done>askWithStatus(
                akka.Done.class,
                group.<Group.Command>unsafeUpcast(),
                PATIENCE,
                replyTo -> new Group.StopChild(name, replyTo),
                (_, failure) -> switch (failure) {
                    case null -> new Message.Answered(OK);
                    case Group.NoSuchChild _ ->
                        new Message.Answered(Term.tuple(Term.atom("error"), Term.atom("not_found")));
                    default -> new Message.NotAnswered(failure);
                });
        return Behaviors.same();
    }

    /** A group answers in the order of the start; it is shown as OTP does, the last started first. */
    private Behavior<Message> whichChildren(ActorRef<?> group) {
        boolean dynamic = self.stage.isDynamic(group);
        context.<Group.Command, List<Child<?>>>ask(
                childrenClass(),
                group.<Group.Command>unsafeUpcast(),
                PATIENCE,
                Group.WhichChildren::new,
                (living, failure) -> failure == null
                        ? new Message.Answered(new Term.Listed((dynamic ? living : living.reversed())
                                .stream().map(child -> shown(child, dynamic)).collect(Collectors.toList())))
                        : new Message.NotAnswered(failure));
        return Behaviors.same();
    }

    private static Term shown(Child<?> child, boolean dynamic) {
        boolean group = child.as(Group.Command.class).isPresent();
        return Term.tuple(
                Term.atom(dynamic ? "undefined" : child.name()),
                new Term.Identity(child.ref()),
                Term.atom(group ? "supervisor" : "worker"));
    }

    private Behavior<Message> stop(List<Term> arguments) {
        ActorRef<?> who = actor(arguments.getFirst());
        if (arguments.size() == 3 && !arguments.getLast().equals(Term.atom("infinity"))) {
            throw new NoIdiomException("a stop has no time limit");
        }
        if (arguments.size() > 1 && !Ends.isStop(arguments.get(1))) {
            throw new NoIdiomException("a stop has no reason");
        }
        if (!isChild(who)) {
            throw new NoIdiomException("only a parent stops an actor, and only its child");
        }
        return self.stop(who);
    }

    private boolean isGroup(ActorRef<?> who) {
        return self.stage.isGroup(who);
    }

    private ActorRef<Message> puppet(Term term) {
        ActorRef<?> who = actor(term);
        if (isGroup(who) || self.stage.isServer(who)) {
            throw new NoIdiomException("a typed address takes no message outside its protocol");
        }
        return who.unsafeUpcast();
    }

    static ActorRef<?> actor(Term term) {
        if (term instanceof Term.Identity(ActorRef<?> who)) {
            return who;
        }
        throw new NoIdiomException("there is no send by name");
    }

    private static String variable(Term term) {
        return ((Term.Var) term).name();
    }

    private static Duration milliseconds(Term term) {
        if (term instanceof Term.Int(var milliseconds)) {
            return Duration.ofMillis(milliseconds);
        }
        throw new NoIdiomException("a time is a Duration, and nothing else");
    }

    /** How long a recv waits; null is for ever. */
    private static @Nullable Duration patience(Term term) {
        return term.equals(Term.atom("infinity")) ? null : milliseconds(term);
    }
}
