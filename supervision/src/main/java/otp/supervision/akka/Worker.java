package otp.supervision.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something to supervise: it remembers what it is told, crashes on request, and logs its life.
 *
 * <p>It knows nothing of supervision: who spawns it decides what its crash means. It logs {@code started} when its {@code setup}
 * runs, {@code restarts} at {@link PreRestart}, {@code terminates} at {@link PostStop}. The last is OTP's {@code terminate/2}
 * without the reason, for Akka gives none; the one before has no counterpart, for in OTP a process that crashed is never used
 * again.
 */
public final class Worker {
    private Worker() {}

    // region protocol
    /** What one can ask of it. */
    public sealed interface Command {}

    /** Adds a text to its state. */
    public record Remember(String text) implements Command {
        public Remember {
            Objects.requireNonNull(text, "expected a text to remember, got null");
        }
    }

    /** Answers the texts, the oldest first. */
    public record Recall(ActorRef<List<String>> replyTo) implements Command {}

    /** Throws {@link Crashed}. */
    public record Crash(String why) implements Command {}

    /** Ends, normally. */
    public record Finish() implements Command {}
    // endregion

    /** What it throws when it is told to crash. */
    public static final class Crashed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crashed(String why) {
            super(why);
        }
    }

    // region behavior
    /**
     * A worker that remembers nothing yet.
     *
     * @param name what it calls itself in the log
     */
    public static Behavior<Command> create(String name) {
        Objects.requireNonNull(name, "expected a name for the worker, got null");
        return Behaviors.setup(context -> {
            context.setLoggerName("otp.supervision.akka");
            context.getLog().info("{} started", name);
            return remembering(name, List.of());
        });
    }

    private static Behavior<Command> remembering(String name, List<String> texts) {
        return Behaviors.receive(
                (_, command) -> switch (command) {
                    case Remember(var text) ->
                        remembering(
                                name,
                                Stream.concat(texts.stream(), Stream.of(text)).toList());
                    case Recall(var replyTo) -> {
                        replyTo.tell(texts);
                        yield Behaviors.same();
                    }
                    case Crash(var why) -> throw new Crashed(why);
                    case Finish() -> Behaviors.stopped();
                },
                (context, signal) -> {
                    log(context, name, signal);
                    return Behaviors.same();
                });
    }
    // endregion

    private static void log(ActorContext<Command> context, String name, Signal signal) {
        if (signal instanceof PreRestart) {
            context.getLog().info("{} restarts", name);
        } else if (signal instanceof PostStop) {
            context.getLog().info("{} terminates", name);
        }
    }

    /** How a group is to start a worker of this name. */
    public static Spec<Command> spec(String name) {
        return Spec.of(Command.class, name, create(name));
    }
}
