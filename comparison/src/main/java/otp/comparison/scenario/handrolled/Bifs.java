package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.handrolled.process.AliasMode;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/** What processes can do without any behaviour: Erlang's own functions. */
final class Bifs {
    private Bifs() {}

    static Shown call(String function, List<Term> arguments) {
        Term first = arguments.isEmpty() ? Term.atom("none") : arguments.getFirst();
        Term last = arguments.isEmpty() ? first : arguments.getLast();
        return switch (function) {
            case "send" -> {
                send(first, last);
                yield new Shown.Value(last);
            }
            case "exit" -> {
                if (arguments.size() == 1) {
                    yield Processes.exit(Terms.reason(first));
                }
                Processes.exit(pid(first), Terms.reason(last));
                yield yes(true);
            }
            case "catch_exit" -> {
                try {
                    yield call("exit", arguments);
                } catch (ProcessExit caught) {
                    yield new Shown.Value(Term.tuple(Term.atom("EXIT"), Terms.of(caught.reason())));
                }
            }
            case "error" -> throw new Puppet.Raised(first);
            case "throw" -> throw new Puppet.Thrown(first);
            case "trap_exit" -> yes(Processes.trapExit(flag(first)));
            case "link" -> {
                Processes.link(pid(first));
                yield yes(true);
            }
            case "unlink" -> {
                Processes.unlink(pid(first));
                yield yes(true);
            }
            case "monitor" -> monitor(first, arguments.size() == 2 ? aliasMode(last) : AliasMode.NONE);
            case "demonitor" -> {
                if (arguments.size() == 2) {
                    only("[flush]", last);
                    Processes.demonitorFlush(ref(first));
                } else {
                    Processes.demonitor(ref(first));
                }
                yield yes(true);
            }
            case "alias" -> identity(arguments.isEmpty() ? Processes.alias() : aliasForOneReply(last));
            case "unalias" -> yes(Processes.unalias(ref(first)));
            case "register" -> {
                Processes.register(pid(last), name(first));
                yield yes(true);
            }
            case "unregister" -> {
                Processes.unregister(name(first));
                yield yes(true);
            }
            case "whereis" ->
                Processes.whereis(name(first)).map(Bifs::identity).orElse(new Shown.Value(Term.atom("undefined")));
            case "is_process_alive" -> yes(Processes.isAlive(pid(first)));
            case "send_after" -> identity(sendAfter(milliseconds(first), arguments.get(1), last));
            case "cancel_timer" -> left(Processes.cancelTimer(ref(first)).isPresent());
            case "read_timer" -> left(Processes.readTimer(ref(first)).isPresent());
            case "links" ->
                new Shown.Unordered(
                        info().links().stream().<Term>map(Term.Identity::new).toList());
            case "queue" -> new Shown.Mailbox(waiting(info()));
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    /** What waits in a mailbox, but for what the director has sent. */
    static List<Term> waiting(ProcessInfo info) {
        List<Term> messages = new ArrayList<>();
        for (Object message : info.messages(Integer.MAX_VALUE)) {
            if (!(message instanceof Puppet.Perform)) {
                messages.add(Terms.of(message));
            }
        }
        return messages;
    }

    private static ProcessInfo info() {
        return Processes.info(self()).orElseThrow();
    }

    private static Shown monitor(Term object, AliasMode mode) {
        if (object instanceof Term.Atom(var name)) {
            return identity(Processes.monitor(name));
        }
        return identity(Processes.monitor(pid(object), mode));
    }

    /** {@code [{alias, demonitor}]}. */
    private static AliasMode aliasMode(Term options) {
        for (AliasMode mode : AliasMode.values()) {
            Term option = Term.tuple(Term.atom("alias"), Term.atom(mode.name().toLowerCase(Locale.ROOT)));
            if (options.equals(new Term.Listed(List.of(option)))) {
                return mode;
            }
        }
        throw Clause.unexpected("[{alias, explicit_unalias | demonitor | reply_demonitor}]", options);
    }

    private static Ref aliasForOneReply(Term options) {
        only("[reply]", options);
        return Processes.aliasForOneReply();
    }

    private static boolean flag(Term term) {
        if (!term.equals(Terms.TRUE) && !term.equals(Terms.FALSE)) {
            throw Clause.unexpected("true or false", term);
        }
        return term.equals(Terms.TRUE);
    }

    /** The one list of options that there is here. */
    private static void only(String expected, Term options) {
        if (!options.show(Object::toString).equals(expected)) {
            throw Clause.unexpected(expected, options);
        }
    }

    static void send(Term to, Term message) {
        switch (to) {
            case Term.Atom(var name) -> Processes.send(name, message);
            case Term.Identity(Pid pid) -> Processes.send(pid, message);
            case Term.Identity(Ref ref) -> Processes.send(ref, message);
            default -> throw new IllegalArgumentException("nobody to send to: " + to.show(Object::toString));
        }
    }

    private static Ref sendAfter(Duration delay, Term to, Term message) {
        return to instanceof Term.Atom(var name)
                ? Processes.sendAfter(name, message, delay)
                : Processes.sendAfter(pid(to), message, delay);
    }

    static Duration milliseconds(Term term) {
        return switch (term) {
            case Term.Int(var value) -> Duration.ofMillis(value);
            case Term.Atom(var name) when name.equals("infinity") -> Timeouts.INFINITY;
            default -> throw new IllegalArgumentException("no time: " + term.show(Object::toString));
        };
    }

    static Pid pid(Term term) {
        if (term instanceof Term.Identity(Pid pid)) {
            return pid;
        }
        throw new IllegalArgumentException("no process: " + term.show(Object::toString));
    }

    private static Ref ref(Term term) {
        if (term instanceof Term.Identity(Ref ref)) {
            return ref;
        }
        throw new IllegalArgumentException("no reference: " + term.show(Object::toString));
    }

    private static String name(Term term) {
        if (term instanceof Term.Atom(var name)) {
            return name;
        }
        throw new IllegalArgumentException("no name: " + term.show(Object::toString));
    }

    private static Shown identity(Object of) {
        return new Shown.Value(new Term.Identity(of));
    }

    private static Shown yes(boolean answer) {
        return new Shown.Value(answer ? Terms.TRUE : Terms.FALSE);
    }

    private static Shown left(boolean is) {
        return is ? new Shown.Value(Term.atom("time_left")) : yes(false);
    }
}
