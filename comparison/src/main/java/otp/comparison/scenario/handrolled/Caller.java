package otp.comparison.scenario.handrolled;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.process.From;
import otp.handrolled.process.Processes;

/** Whom a server answers, now or later; and what it does before it returns. */
final class Caller {
    private final Stage stage;
    private final Map<Term, From<Term>> kept = new HashMap<>();

    Caller(Stage stage) {
        this.stage = stage;
    }

    /** Keeps the address of an answer. */
    void keep(Term key, @Nullable From<Term> from) {
        if (from != null) {
            kept.put(key, from);
        }
    }

    /** Gives the address that was kept, and keeps it no longer. */
    @Nullable
    From<Term> take(Term key) {
        return kept.remove(key);
    }

    void does(Clause action, @Nullable From<Term> from) {
        switch (action.word()) {
            case "answer" -> {
                From<Term> to = kept.get(action.part(0));
                if (to == null) {
                    throw Clause.unexpected("the key of a call that was kept", action.part(0));
                }
                GenServer.reply(to, action.part(1));
            }
            case "send" -> Bifs.send(action.part(0), action.part(1));
            case "hand_over" -> {
                if (from == null) {
                    throw Clause.unexpected("a call, whose address can be handed over", "a cast");
                }
                Bifs.send(action.part(0), Term.tuple(Term.atom("from"), new Term.Identity(from)));
            }
            case "call" -> Servers.call(stage, action.parts());
            case "unlink" -> Processes.unlink(Bifs.pid(action.part(0)));
            default -> throw Clause.unexpected("answer, send, hand_over, call or unlink", action.word());
        }
    }
}
