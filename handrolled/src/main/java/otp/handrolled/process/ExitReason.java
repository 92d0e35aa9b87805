package otp.handrolled.process;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a process ended. In Erlang an exit reason is any term, but a handful of them mean something to links, supervisors and
 * loggers; those are the atoms and records here, and {@link Term} is for every other.
 *
 * <p>Reasons are values: two are equal when they say the same.
 */
public sealed interface ExitReason {

    /** {@code normal}: the process did what it was for. Links ignore it. */
    ExitReason NORMAL = Atom.NORMAL;

    /** {@code shutdown}: it was told to stop, mostly by its supervisor. */
    ExitReason SHUTDOWN = Atom.SHUTDOWN;

    /** {@code kill}: sent with {@link Processes#exit(Pid, ExitReason)} it cannot be trapped. */
    ExitReason KILL = Atom.KILL;

    /** {@code killed}: what the others see of a process that was sent {@code kill}. */
    ExitReason KILLED = Atom.KILLED;

    /** {@code noproc}: there is no such process. */
    ExitReason NOPROC = Atom.NOPROC;

    /** {@code timeout}: an answer did not come in time. */
    ExitReason TIMEOUT = Atom.TIMEOUT;

    /** {@code calling_self}: a process called itself and would have waited for ever. */
    ExitReason CALLING_SELF = Atom.CALLING_SELF;

    /** The reasons that are single atoms in Erlang. */
    enum Atom implements ExitReason {
        NORMAL,
        SHUTDOWN,
        KILL,
        KILLED,
        NOPROC,
        TIMEOUT,
        CALLING_SELF;

        /** The atom that is written like this text, or null. */
        static @Nullable Atom named(Object text) {
            for (Atom atom : values()) {
                if (atom.toString().equals(text)) {
                    return atom;
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** {@code {shutdown, detail}}: a wanted stop that carries a word about itself. */
    record ShutdownWith(Object detail) implements ExitReason {
        public ShutdownWith {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return "{shutdown, " + detail + "}";
        }
    }

    /** {@code {exception, stacktrace}}: something was thrown and nobody caught it. The throwable holds both halves. */
    record Crash(Throwable error) implements ExitReason {
        public Crash {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public String toString() {
            return "{" + error + ", stacktrace}";
        }
    }

    /** {@code {bad_return_value, value}}: a callback returned what its contract does not allow; in Java that is null. */
    record BadReturnValue(@Nullable Object value) implements ExitReason {
        @Override
        public String toString() {
            return "{bad_return_value, " + value + "}";
        }
    }

    /**
     * {@code {reason, {Module, function, [server, request, timeout]}}}: a call that got no answer, and what the call was.
     *
     * @param reason why: {@code timeout}, {@code noproc}, {@code calling_self} or what the other process died of
     * @param function the function that was called, such as {@code GenServer.call}
     * @param target who was asked, or null where nobody in particular was
     * @param request what was asked, or null where the function sends none
     * @param timeout how long the caller was ready to wait
     */
    record CallFailed(
            ExitReason reason,
            String function,
            @Nullable Object target,
            @Nullable Object request,
            Duration timeout) implements ExitReason {
        @Override
        public String toString() {
            return "{" + reason + ", {" + function + ", [" + (target == null ? "" : target + ", ")
                    + (request == null ? "" : request + ", ") + Timeouts.describe(timeout) + "]}}";
        }
    }

    /** {@code {already_started, pid}}: the name that a process was to be started under is taken. */
    record AlreadyStarted(Pid pid) implements ExitReason {
        @Override
        public String toString() {
            return "{already_started, " + pid + "}";
        }
    }

    /** Any other term. */
    record Term(Object term) implements ExitReason {
        public Term {
            Objects.requireNonNull(term, "expected an exit reason, got null");
            Atom atom = Atom.named(term);
            if (atom != null) {
                throw new IllegalArgumentException("expected a term that means nothing to OTP, got: \"" + term
                        + "\", which is an atom with a meaning. Use ExitReason." + atom.name()
                        + ", or ExitReason.term, which gives it");
            }
        }

        @Override
        public String toString() {
            return term.toString();
        }
    }

    /**
     * A reason that OTP gives no meaning, such as {@code :boom}. There are no atoms in Java, so a text stands for one: {@code
     * term("normal")} is {@link #NORMAL}, and so on for each atom above. Were it another reason that prints alike, links and
     * supervisors would take it for a crash.
     *
     * @param term what to say; not null, and not changed afterwards
     * @return the reason; the same if it is one already
     */
    static ExitReason term(Object term) {
        if (term instanceof ExitReason reason) {
            return reason;
        }
        Atom atom = Atom.named(term);
        return atom == null ? new Term(term) : atom;
    }

    /**
     * Whether this is how a process ends when all is well: {@code normal}, {@code shutdown} or {@code {shutdown, _}}. Loggers
     * keep quiet about those, and a transient child is not restarted after one.
     *
     * @return true for those three
     */
    default boolean isOrderly() {
        return this == NORMAL || this == SHUTDOWN || this instanceof ShutdownWith;
    }
}
