package otp.supervision.handrolled;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;

/**
 * A server to be supervised: it remembers what it is told, crashes and finishes on request, and logs when it starts and when it
 * terminates.
 *
 * <pre>{@code
 * ServerRef<Worker.Message> b = Worker.startLink("b").get();
 * Worker.remember(b, "the milk");
 * Worker.recall(b);                      // [the milk]
 * Worker.crash(b, "boom");               // under a supervisor: another b runs, which remembers nothing
 * Worker.recall(Worker.named("b"));      // []
 * }</pre>
 *
 * <p>It traps exits. Otherwise the {@code shutdown} of its supervisor would end it without {@link #terminate} (G17): nobody would
 * see it go. The price is that every other exit signal, but for {@code kill} and its supervisor's, is only a message to it.
 *
 * @param name what it is registered under and logs as
 */
public record Worker(String name) implements GenServer<List<String>, Worker.Message> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.supervision.handrolled");

    public Worker {
        Objects.requireNonNull(name, "expected a name for the worker, got null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name for the worker, got a blank one");
        }
    }

    // region protocol
    /** What a worker understands. */
    public sealed interface Message {
        /** Keep this text. */
        record Remember(String text) implements Message {
            public Remember {
                Objects.requireNonNull(text, "expected a text to remember, got null");
            }
        }

        /** All texts, please. */
        record Recall(From<List<String>> from) implements Message {}

        /** Throw {@link Crashed}. */
        record Crash(String why) implements Message {
            public Crash {
                Objects.requireNonNull(why, "expected a word why to crash, got null");
            }
        }

        /** End, since all is done: with the reason {@code normal}. */
        record Finish() implements Message {}
    }

    /** What a worker throws that was asked to crash. */
    public static final class Crashed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crashed(String why) {
            super(why);
        }
    }
    // endregion

    // region client
    /**
     * Starts a worker, linked to the caller and registered under its name: {@code start_link/1}. Blocks until it runs. Must be
     * called in a process.
     *
     * @param name its name
     * @return the worker, or {@link ExitReason.AlreadyStarted} if the name is taken
     * @throws IllegalArgumentException if the name is blank
     */
    public static OnStart<ServerRef<Message>> startLink(String name) {
        return GenServer.startLink(new Worker(name), Options.named(name));
    }

    /**
     * How a supervisor starts a worker: {@code child_spec/1}. Permanent, five seconds to shut down, known by its name.
     *
     * @param name its name
     * @return the spec
     * @throws IllegalArgumentException if the name is blank
     */
    public static ChildSpec childSpec(String name) {
        return GenServer.childSpec(name, () -> new Worker(name), Options.named(new Worker(name).name()));
    }

    /**
     * Whoever is registered under a name: the worker of now, and after a restart the next one. To be used in a process; from
     * elsewhere, {@link ServerRef#named(otp.handrolled.process.Node, ServerName)}.
     *
     * @param name the name
     * @return a reference by name
     */
    public static ServerRef<Message> named(String name) {
        return ServerRef.named(name);
    }

    /** Tells a worker a text, and waits for nothing; if nobody is there, the text is lost without a word (G14). */
    public static void remember(ServerRef<Message> worker, String text) {
        GenServer.cast(worker, new Message.Remember(text));
    }

    /**
     * What a worker remembers, oldest first. Blocks, five seconds at most.
     *
     * @throws ProcessExit as {@link GenServer#call}: also at once with what it died of, if it crashes meanwhile
     */
    public static List<String> recall(ServerRef<Message> worker) {
        return GenServer.call(worker, Message.Recall::new);
    }

    /** Has a worker crash with {@link Crashed}. Does not wait for it. */
    public static void crash(ServerRef<Message> worker, String why) {
        GenServer.cast(worker, new Message.Crash(why));
    }

    /** Has a worker end with the reason {@code normal}. Does not wait for it. */
    public static void finish(ServerRef<Message> worker) {
        GenServer.cast(worker, new Message.Finish());
    }
    // endregion

    // region callbacks
    @Override
    public Init<List<String>> init() {
        Processes.trapExit(true);
        LOG.info("{} started", name);
        return Init.ok(List.of());
    }

    @Override
    public Next<List<String>> handle(Message message, List<String> texts) {
        return switch (message) {
            case Message.Remember(var text) ->
                Next.noreply(Stream.concat(texts.stream(), Stream.of(text)).toList());
            case Message.Recall(var from) -> Next.reply(from, texts, texts);
            case Message.Crash(var why) -> throw new Crashed(why);
            case Message.Finish() -> Next.stop(ExitReason.NORMAL, texts);
        };
    }

    @Override
    public void terminate(ExitReason reason, List<String> texts) {
        LOG.info("{} terminates: {}", name, reason);
    }
    // endregion
}
