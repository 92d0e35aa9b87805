package otp.supervision.shell;

import akka.actor.typed.ActorSystem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Node;

/**
 * What one types at the prompt: each does the same in both lanes, and prints what came of it.
 *
 * <p>They block until all that they have caused has happened, half a minute at most. None of them throws: what they cannot do,
 * they say. They may be called from any thread, and take turns.
 */
public final class Commands {
    private static final AtomicReference<@Nullable Shell> SHELL = new AtomicReference<>();

    private static final String HELP = """
            tree()                    both playgrounds, a column for each lane
            state("b")                what worker b remembers
            send("b", "hello")        b is told a text, which it remembers
            crash("b")                b throws an exception
            finish("b")               b ends normally
            kill("b")                 from scratch: exit(pid, KILL); Akka: the nearest there is
            start("x")                a new worker in the dynamic group, permanent
            start("x", "temporary")   the same, temporary or transient
            reset()                   stops both playgrounds and starts them again
            node()                    the Node of the from-scratch lane; node().run(() -> ...) runs code as a process
            system()                  the ActorSystem of the Akka lane
            help()                    this
            All else is Java. /exit or Ctrl-D ends the shell.""";

    private Commands() {}

    /**
     * Makes a shell the one that the commands work on, until the result is closed.
     *
     * @throws IllegalStateException if there is one already
     */
    static Use use(Shell shell) {
        if (!SHELL.compareAndSet(null, shell)) {
            throw new IllegalStateException(
                    "expected no other shell in this JVM, but one is open: end it with /exit before you open another");
        }
        return () -> SHELL.set(null);
    }

    /** That a shell is in use. */
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    private static Shell shell() {
        Shell shell = SHELL.get();
        if (shell == null) {
            throw new IllegalStateException("expected an open shell, found none: start otp.supervision.shell.Main");
        }
        return shell;
    }

    /** Prints both playgrounds, a column for each lane. */
    public static void tree() {
        shell().tree();
    }

    /**
     * Prints what a worker remembers.
     *
     * @param worker its name
     */
    public static void state(String worker) {
        shell().state(worker);
    }

    /**
     * Tells a worker a text.
     *
     * @param worker its name
     * @param text the text
     */
    public static void send(String worker, String text) {
        if (text == null) {
            shell().print("expected a text, got: null");
            return;
        }
        shell().act(worker, lane -> {
            lane.send(worker, text);
            return Optional.empty();
        });
    }

    /**
     * Has a worker throw.
     *
     * @param worker its name
     */
    public static void crash(String worker) {
        shell().act(worker, lane -> {
            lane.crash(worker);
            return Optional.empty();
        });
    }

    /**
     * Has a worker end normally.
     *
     * @param worker its name
     */
    public static void finish(String worker) {
        shell().act(worker, lane -> {
            lane.finish(worker);
            return Optional.empty();
        });
    }

    /**
     * Kills a worker. In Akka, where nothing does that, has its parent stop it.
     *
     * @param worker its name
     */
    public static void kill(String worker) {
        shell().act(worker, lane -> Optional.of(lane.kill(worker)));
    }

    /**
     * Starts a worker of the dynamic group, a permanent one.
     *
     * @param worker its name
     */
    public static void start(String worker) {
        start(worker, "permanent");
    }

    /**
     * Starts a worker of the dynamic group.
     *
     * @param worker its name
     * @param restart {@code permanent}, {@code transient} or {@code temporary}
     */
    public static void start(String worker, String restart) {
        Arrays.stream(Lane.Kind.values())
                .filter(kind -> named(kind).equals(restart))
                .findFirst()
                .ifPresentOrElse(
                        kind -> shell().start(worker, kind),
                        () -> shell().print("expected one of "
                                + Arrays.stream(Lane.Kind.values())
                                        .map(Commands::named)
                                        .collect(Collectors.joining(", "))
                                + ", got: " + restart));
    }

    private static String named(Lane.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Stops both playgrounds, and starts them again. */
    public static void reset() {
        shell().reset();
    }

    /** Prints the commands. */
    public static void help() {
        shell().print(HELP);
    }

    /** The node of the from-scratch lane. Does not block. */
    public static Node node() {
        return shell().handrolled.node;
    }

    /**
     * The actor system of the Akka lane. Does not block.
     *
     * @throws RuntimeException if it has ended, with a sentence that says so
     */
    public static ActorSystem<?> system() {
        return shell().akka.system();
    }
}
