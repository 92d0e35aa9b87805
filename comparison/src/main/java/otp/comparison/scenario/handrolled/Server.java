package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;

/**
 * A gen_server of a scenario: its callbacks are a list of clauses. In them {@code '_'} fits anything.
 *
 * <pre>
 * {init, Outcome}          ok, {ok, Then}, ignore, {stop, Reason}, {raise, Reason}, {exit, Reason}, bad, hang
 * {call, Request, Effect}  and so {cast, Message, Effect}, {info, Message, Effect}, {continue, What, Effect}, {terminate, Effect}
 * traps, nolink, {name, Name}, {start_timeout, Milliseconds}, {hibernate_after, Milliseconds}
 * </pre>
 *
 * <p>An effect is {@code {reply, Answer}}, {@code {reply, Answer, Then}}, {@code noreply}, {@code {noreply, Then}}, {@code {stop,
 * Reason}}, {@code {stop, Reason, Answer}}, {@code {raise, Reason}}, {@code {exit, Reason}}, {@code bad} (a return that no server
 * may return), {@code {keep, Key}} (the call is answered later), or {@code {do, Actions, Effect}}; for the actions see {@link
 * Caller}. Then is {@code {timeout, Milliseconds}}, {@code hibernate} or {@code {continue, What}}.
 */
final class Server implements GenServer<Server.Nothing, Message> {
    /** All that is to be known is in the clauses. */
    enum Nothing {
        STATE
    }

    private static final Term CRASH = Term.tuple(Term.atom("raise"), Term.atom("unexpected"));
    private static final Term GO_ON = Term.atom("noreply");

    private final Stage stage;
    private final String name;
    private final List<Clause> clauses;
    private final Caller caller;

    private Server(Stage stage, String name, List<Clause> clauses) {
        this.stage = stage;
        this.name = name;
        this.clauses = clauses;
        this.caller = new Caller(stage);
    }

    static OnStart<ServerRef<Message>> start(Stage stage, String name, Term description) {
        List<Clause> clauses = Clause.all(description);
        Options options = Options.NONE;
        for (Clause clause : clauses) {
            options = switch (clause.word()) {
                case "name" -> options.withName(Servers.name(stage, clause.part(0)));
                case "start_timeout" -> options.withTimeout(Terms.time(clause.part(0)));
                case "hibernate_after" -> options.withHibernateAfter(Terms.time(clause.part(0)));
                case "init", "call", "cast", "info", "continue", "terminate", "traps", "nolink" -> options;
                default -> throw Clause.unexpected("a clause of a server", clause.word());
            };
        }
        var server = new Server(stage, name, clauses);
        return Clause.has(clauses, "nolink")
                ? GenServer.start(self().node(), server, options)
                : GenServer.startLink(server, options);
    }

    @Override
    @SuppressWarnings("NullAway") // "bad" is the one return that no server may return
    public Init<Nothing> init() {
        stage.enters(name);
        if (Clause.has(clauses, "traps")) {
            Processes.trapExit(true);
        }
        stage.saw("init");
        Clause outcome = Clause.of(Clause.find(clauses, "init").orElse(Term.atom("ok")));
        return switch (outcome.word()) {
            case "ok" -> {
                Init.Ok<Nothing> ok = Init.ok(Nothing.STATE);
                yield outcome.parts().isEmpty() ? ok : then(ok, Clause.of(outcome.part(0)));
            }
            case "ignore" -> Init.ignore();
            case "stop" -> Init.stop(Terms.reason(outcome.part(0)));
            case "raise" -> throw new Puppet.Raised(outcome.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(outcome.part(0)));
            case "bad" -> null;
            case "hang" -> receive(_ -> null);
            default -> throw Clause.unexpected("an outcome of init", outcome.word());
        };
    }

    private static Init<Nothing> then(Init.Ok<Nothing> ok, Clause next) {
        return switch (next.word()) {
            case "timeout" -> ok.timeout(Terms.time(next.part(0)));
            case "continue" -> ok.continueWith(next.part(0));
            case "hibernate" -> ok.hibernate();
            default -> throw Clause.unexpected("timeout, continue or hibernate", next.word());
        };
    }

    @Override
    public Next<Nothing> handle(Message message, Nothing state) {
        return switch (message) {
            case Message.Ask(var from, var what) -> handle("call", what, from, CRASH);
            case Message.Tell(var what) -> handle("cast", what, null, CRASH);
        };
    }

    @Override
    public Next<Nothing> handleInfo(Object message, Nothing state) {
        return handle("info", message == TIMEOUT ? Term.atom("timeout") : Terms.of(message), null, GO_ON);
    }

    @Override
    public Next<Nothing> handleContinue(Object what, Nothing state) {
        return handle("continue", (Term) what, null, GO_ON);
    }

    @Override
    public void terminate(ExitReason reason, Nothing state) {
        stage.saw("terminate", Terms.of(reason));
        Clause.find(clauses, "terminate").ifPresent(effect -> act(Clause.of(effect), null));
    }

    private Next<Nothing> handle(String kind, Term what, @Nullable From<Term> from, Term otherwise) {
        stage.saw(kind, what);
        return act(Clause.of(Clause.find(clauses, kind, what).orElse(otherwise)), from);
    }

    @SuppressWarnings("NullAway") // as in init
    private Next<Nothing> act(Clause effect, @Nullable From<Term> from) {
        return switch (effect.word()) {
            case "do" -> {
                Clause.all(effect.part(0)).forEach(action -> caller.does(action, from));
                yield act(Clause.of(effect.part(1)), from);
            }
            case "reply" -> then(Next.reply(asker(from), effect.part(0), Nothing.STATE), effect, 1);
            case "noreply" -> then(Next.noreply(Nothing.STATE), effect, 0);
            case "keep" -> {
                caller.keep(effect.part(0), from);
                yield Next.noreply(Nothing.STATE);
            }
            case "stop" -> {
                ExitReason reason = Terms.reason(effect.part(0));
                yield effect.parts().size() == 1
                        ? Next.stop(reason, Nothing.STATE)
                        : Next.stop(reason, asker(from), effect.part(1), Nothing.STATE);
            }
            case "raise" -> throw new Puppet.Raised(effect.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(effect.part(0)));
            case "bad" -> null;
            default -> throw Clause.unexpected("an effect of a server", effect.word());
        };
    }

    private static From<Term> asker(@Nullable From<Term> from) {
        if (from == null) {
            throw Clause.unexpected("a call, which can be answered", "a message");
        }
        return from;
    }

    private static Next<Nothing> then(Next.Go<Nothing> go, Clause effect, int at) {
        if (effect.parts().size() == at) {
            return go;
        }
        Clause next = Clause.of(effect.part(at));
        return switch (next.word()) {
            case "timeout" -> go.timeout(Terms.time(next.part(0)));
            case "continue" -> go.continueWith(next.part(0));
            case "hibernate" -> go.hibernate();
            default -> throw Clause.unexpected("timeout, continue or hibernate", next.word());
        };
    }
}
