package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;

/**
 * Agents: actors whose messages are functions of their state. A function that throws is answered with its exception, and the agent
 * lives on with the state it had, as in lesson 1: one that crashed would leave its callers waiting. Only where nobody wants an answer
 * it fails.
 */
final class Agents {
    private static final Set<String> SOME =
            Set.of("agent", "agent_get", "agent_update", "agent_get_and_update", "agent_cast");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Term OK = Term.atom("ok");

    private final Puppet self;

    Agents(Puppet self) {
        this.self = self;
    }

    /** A function makes of the state an answer and the next state; it is told by which agent it is run. */
    private interface Work {
        Next on(Term state, ActorRef<?> agent);
    }

    private record Next(Term answer, Term state) {}

    /** What an agent understands. */
    sealed interface Command {}

    private record Call(Work work, ActorRef<StatusReply<Term>> replyTo) implements Command {}

    private record Cast(Work work) implements Command {}

    static boolean knows(String function) {
        return SOME.contains(function);
    }

    Behavior<Message> of(String function, List<Term> given, Map<String, Term> bindings) {
        Term second = given.get(1).in(bindings);
        if (function.equals("agent")) {
            return start(((Term.Var) given.getFirst()).name(), second);
        }
        Term agent = given.getFirst().in(bindings);
        if (!(agent instanceof Identity(ActorRef<?> who))) {
            throw new IllegalArgumentException("expected an agent, got: " + agent.show(Object::toString));
        }
        Work work = (state, by) -> {
            Term result = apply(second, state, by);
            return switch (function) {
                case "agent_get" -> new Next(result, state);
                case "agent_get_and_update" -> new Next(state, result);
                default -> new Next(OK, result);
            };
        };
        if (function.equals("agent_cast")) {
            who.<Command>unsafeUpcast().tell(new Cast(work));
            return self.done(OK);
        }
        Duration patience = given.size() == 3 ? TaskSteps.time(given.getLast()) : PATIENCE;
        self.context.<Command, Term>askWithStatus(
                Term.class,
                who.<Command>unsafeUpcast(),
                patience == null ? PATIENCE : patience,
                replyTo -> new Call(work, replyTo),
                (answer, failure) -> switch (failure) {
                    case null -> new Message.Answered(answer);
                    case Left left -> new Message.Answered(Term.tuple(Term.atom("error"), left.reason));
                    default -> new Message.NotAnswered(failure);
                });
        return Behaviors.same();
    }

    private Behavior<Message> start(String name, Term state) {
        Stage stage = self.stage;
        ActorRef<Command> agent = self.context.spawnAnonymous(Behaviors.setup(context -> {
            try {
                return keeping(stage, initial(state));
            } catch (Left left) {
                stage.fails(context.getSelf(), left.reason);
                throw left;
            }
        }));
        self.linkTo(agent);
        Term identity = new Identity(agent);
        return self.done(Term.tuple(OK, identity), Map.of(name, identity));
    }

    private static Behavior<Command> keeping(Stage stage, Term state) {
        return Behaviors.receive((context, command) -> {
            switch (command) {
                case Call(var work, var replyTo) -> {
                    try {
                        Next next = work.on(state, context.getSelf());
                        replyTo.tell(StatusReply.success(next.answer()));
                        return keeping(stage, next.state());
                    } catch (Left left) {
                        replyTo.tell(StatusReply.error(left));
                        return Behaviors.same();
                    }
                }
                case Cast(var work) -> {
                    try {
                        return keeping(stage, work.on(state, context.getSelf()).state());
                    } catch (Left left) {
                        stage.fails(context.getSelf(), left.reason);
                        throw left;
                    }
                }
            }
        });
    }

    private static Term initial(Term state) {
        return state instanceof Term.Tuple(var parts) && parts.getFirst().equals(Term.atom("raise"))
                ? apply(state, state, null)
                : state;
    }

    /** {@code self}, {@code state}, {@code {set, State}}, {@code {raise, Reason}} or {@code {exit, Reason}}. */
    private static Term apply(Term function, Term state, @Nullable ActorRef<?> agent) {
        if (function instanceof Term.Tuple(var parts)) {
            Term value = parts.getLast();
            return switch (Tree.name(parts.getFirst())) {
                case "set" -> value;
                case "exit" -> throw new Left(value);
                case "raise" -> throw new Left(Term.tuple(value, Term.atom("stacktrace")));
                default ->
                    throw new IllegalArgumentException(
                            "expected set, exit or raise, got: " + function.show(Object::toString));
            };
        }
        return function.equals(Term.atom("self")) && agent != null ? new Identity(agent) : state;
    }
}
