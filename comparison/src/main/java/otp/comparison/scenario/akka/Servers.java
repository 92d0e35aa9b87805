package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;

/** What an actor does with servers and state machines: it starts them, asks, tells, and answers in their place. */
final class Servers {
    static final Set<String> FUNCTIONS = Set.of("server", "machine", "call", "machine_call", "cast", "reply");

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Term OK = Term.atom("ok");
    private static final Term INFINITY = Term.atom("infinity");

    private final Puppet self;
    private final ActorContext<Message> context;

    Servers(Puppet self) {
        this.self = self;
        this.context = self.context;
    }

    /** {@code server(S, Clauses)}, {@code machine(M, Mode, Clauses)}: a child, which is watched if it is to be linked. */
    Behavior<Message> start(String function, String variable, Term clauses) {
        Table table = Table.of(clauses);
        Behavior<Request> behavior =
                function.equals("server") ? Server.create(self.stage, table) : Machine.create(self.stage, table);
        String name = table.name();
        ActorRef<Request> started = name == null ? context.spawnAnonymous(behavior) : context.spawn(behavior, name);
        self.stage.server(started);
        if (!table.has("nolink")) {
            self.linkTo(started);
        }
        Term identity = new Term.Identity(started);
        return self.done(Term.tuple(OK, identity), Map.of(variable, identity));
    }

    Behavior<Message> act(String function, List<Term> arguments) {
        Term first = arguments.getFirst();
        Term last = arguments.getLast();
        return switch (function) {
            case "call" -> ask(server(first), arguments.get(1), arguments.size() == 3 ? last : null);
            case "machine_call" -> ask(server(first), arguments.get(1), arguments.size() == 3 ? last : INFINITY);
            case "cast" -> {
                server(first).tell(new Request.Tell(last));
                yield self.done(OK);
            }
            case "reply" -> {
                caller(first).tell(last);
                yield self.done(OK);
            }
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    /** An ask, which always has a limit; without one, a request that carries the address for the answer, and no more. */
    private Behavior<Message> ask(ActorRef<Request> server, Term question, @Nullable Term timeout) {
        if (INFINITY.equals(timeout)) {
            self.awaitReply();
            server.tell(new Request.Ask(question, context.messageAdapter(Term.class, Message.Replied::new)));
        } else {
            context.ask(
                    Term.class,
                    server,
                    timeout == null ? DEFAULT_TIMEOUT : Duration.ofMillis(((Term.Int) timeout).value()),
                    replyTo -> new Request.Ask(question, replyTo),
                    (answer, failure) ->
                            failure == null ? new Message.Answered(answer) : new Message.NotAnswered(failure));
        }
        return Behaviors.same();
    }

    private ActorRef<Request> server(Term term) {
        ActorRef<?> who = Performance.actor(term);
        if (!self.stage.isServer(who)) {
            throw new NoIdiomException("a typed address takes no message outside its protocol");
        }
        return who.unsafeUpcast();
    }

    private static ActorRef<Term> caller(Term term) {
        if (term instanceof Term.Identity(Caller(var replyTo))) {
            return replyTo;
        }
        throw new IllegalArgumentException("nobody to reply to: " + term.show(Object::toString));
    }
}
