package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;

/**
 * A server of a scenario, as one writes it for Akka: a behavior that answers to the address in the request.
 *
 * <ul>
 *   <li>{@code init} is the setup, {@code terminate} the signal {@code PostStop}.
 *   <li>What {@code handle_continue} is for is done before the handler returns.
 *   <li>An idle timeout is the receive timeout of the actor, which stays until it is cancelled; one of zero a message to itself.
 *   <li>To hibernate there is nothing to do: an actor that waits holds no stack.
 * </ul>
 */
final class Server {
    private static final Request IDLE = new Request.Info(Term.atom("timeout"));

    private final Stage stage;
    private final Table table;
    private final ActorContext<Request> context;

    /** Who waits for an answer, by the word under which the scenario keeps it. */
    private final Map<Term, ActorRef<Term>> kept = new HashMap<>();

    private Server(Stage stage, Table table, ActorContext<Request> context) {
        this.stage = stage;
        this.table = table;
        this.context = context;
    }

    /**
     * The behavior of a server.
     *
     * @throws NoIdiomException if its table has what no actor can do
     */
    static Behavior<Request> create(Stage stage, Table table) {
        check(table);
        return Behaviors.setup(context -> new Server(stage, table, context).init());
    }

    private static void check(Table table) {
        if (table.has("start_timeout")) {
            throw new NoIdiomException("a start waits for nothing, so it has no time limit");
        }
        table.everything().forEach(term -> {
            if (term.equals(Term.atom("bad"))) {
                throw new NoIdiomException("a handler returns a behavior and nothing else: the compiler sees to that");
            }
            if (term instanceof Term.Tuple(var parts)
                    && parts.getFirst().equals(Term.atom("do"))
                    && Table.elements(parts.get(1)).stream()
                            .anyMatch(action -> Clause.of(action).word().equals("call"))) {
                throw new NoIdiomException("an actor does not wait for an answer while it handles a message");
            }
        });
    }

    private Behavior<Request> init() {
        saw("init");
        Term outcome = table.find("init").orElse(Term.atom("ok"));
        List<Term> parts = Clause.of(outcome).parts();
        return switch (Clause.of(outcome).word()) {
            case "ok" -> {
                if (!parts.isEmpty()) {
                    then(parts.getFirst());
                }
                yield behavior();
            }
            case "ignore" -> Behaviors.stopped();
            case "stop", "exit" -> ends(parts.getFirst());
            case "raise" -> raises(parts.getFirst());
            default -> throw Clause.unexpected("an outcome of init", outcome);
        };
    }

    private Behavior<Request> behavior() {
        return Behaviors.receive((_, request) -> on(request), (_, signal) -> on(signal));
    }

    private Behavior<Request> on(Request request) {
        switch (request) {
            case Request.Ask(var question, var _) -> {
                return handle("call", question, request, Behaviors.unhandled());
            }
            case Request.Tell(var message) -> {
                return handle("cast", message, request, Behaviors.unhandled());
            }
            case Request.Info(var message) -> {
                return handle("info", message, request, Behaviors.same());
            }
            case Request.WatchMe(var who) -> context.watch(who);
            case Request.UnwatchMe(var who) -> context.unwatch(who);
        }
        return Behaviors.same();
    }

    private Behavior<Request> on(Signal signal) {
        return switch (signal) {
            case Terminated ended -> loses(ended.getRef());
            case PostStop _ -> {
                saw("terminate", Ends.UNSAID);
                table.find("terminate").ifPresent(this::terminate);
                yield Behaviors.same();
            }
            default -> Behaviors.unhandled();
        };
    }

    /** What a terminate throws changes nothing: it ends already, and its parent has heard of what. */
    private void terminate(Term effect) {
        List<Term> parts = Clause.of(effect).parts();
        if (Clause.of(effect).word().equals("do")) {
            Table.elements(parts.getFirst()).forEach(action -> before(action, null));
        } else {
            throw new Left(parts.getFirst());
        }
    }

    /** The end of whom it is linked to: a message for who traps, and a failure for who does not. */
    private Behavior<Request> loses(ActorRef<?> who) {
        if (table.has("traps")) {
            Term exit = Term.tuple(Term.atom("EXIT"), new Term.Identity(who), Ends.UNSAID);
            return handle("info", exit, new Request.Info(exit), Behaviors.same());
        }
        stage.fails(context.getSelf(), Ends.DEATH_PACT);
        return Behaviors.unhandled();
    }

    private Behavior<Request> handle(String kind, Term what, Request request, Behavior<Request> otherwise) {
        saw(kind, what);
        try {
            return table.find(kind, what).map(effect -> act(effect, request)).orElse(otherwise);
        } catch (IllegalStateException mistake) {
            // The table asks for what is none. The trace says so, or it would look like an end without failure.
            stage.fails(context.getSelf(), Term.atom(String.valueOf(mistake.getMessage())));
            throw mistake;
        }
    }

    private Behavior<Request> act(Term effect, @Nullable Request request) {
        List<Term> parts = Clause.of(effect).parts();
        switch (Clause.of(effect).word()) {
            case "do" -> {
                Table.elements(parts.getFirst()).forEach(action -> before(action, request));
                return act(parts.getLast(), request);
            }
            case "reply" -> {
                asker(request).tell(parts.getFirst());
                if (parts.size() == 2) {
                    then(parts.getLast());
                }
            }
            case "noreply" -> {
                if (!parts.isEmpty()) {
                    then(parts.getFirst());
                }
            }
            case "keep" -> kept.put(parts.getFirst(), asker(request));
            case "stop" -> {
                if (parts.size() == 2) {
                    asker(request).tell(parts.getLast());
                }
                return ends(parts.getFirst());
            }
            case "exit" -> {
                return ends(parts.getFirst());
            }
            case "raise" -> {
                return raises(parts.getFirst());
            }
            default -> throw Clause.unexpected("an effect of a server", effect);
        }
        return Behaviors.same();
    }

    private void before(Term action, @Nullable Request request) {
        List<Term> parts = Clause.of(action).parts();
        switch (Clause.of(action).word()) {
            case "answer" -> keptFor(parts.getFirst()).tell(parts.getLast());
            case "send" -> send(parts.getFirst(), parts.getLast());
            case "hand_over" ->
                send(parts.getFirst(), Term.tuple(Term.atom("from"), new Term.Identity(new Caller(asker(request)))));
            default -> throw Clause.unexpected("an action of a server", action);
        }
    }

    private void send(Term to, Term message) {
        stage.send(table.isNameOf(to) ? new Term.Identity(context.getSelf()) : to, message);
    }

    private ActorRef<Term> keptFor(Term key) {
        ActorRef<Term> caller = kept.get(key);
        if (caller == null) {
            throw Clause.unexpected("the key of a call that was kept", key);
        }
        return caller;
    }

    private static ActorRef<Term> asker(@Nullable Request request) {
        if (request instanceof Request.Ask(var _, var replyTo)) {
            return replyTo;
        }
        throw new IllegalStateException("expected a call to answer, got: " + request);
    }

    private void then(Term next) {
        switch (Clause.of(next).word()) {
            case "hibernate" -> {
                // There is nothing to give up.
            }
            case "timeout" -> {
                var time = Duration.ofMillis(((Term.Int) Clause.of(next).parts().getFirst()).value());
                if (time.isZero()) {
                    context.getSelf().tell(IDLE);
                } else {
                    context.setReceiveTimeout(time, IDLE);
                }
            }
            case "continue" -> {
                Term what = Clause.of(next).parts().getFirst();
                saw("continue", what);
                table.find("continue", what).ifPresent(effect -> act(effect, null));
            }
            default -> throw Clause.unexpected("what a server does next", next);
        }
    }

    private Behavior<Request> raises(Term reason) {
        return ends(Term.tuple(reason, Term.atom("stacktrace")));
    }

    /** Stops, or fails: only with a failure does its parent hear why. */
    private Behavior<Request> ends(Term reason) {
        if (Ends.isStop(reason)) {
            return Behaviors.stopped();
        }
        stage.fails(context.getSelf(), reason);
        throw new Left(reason);
    }

    private void saw(String word, Term... terms) {
        stage.saw(new Outcome.Saw(context.getSelf(), word, List.of(terms)));
    }
}
