package otp.supervision.shell;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import otp.handrolled.process.ProcessExit;

/** Both playgrounds, and how a command is done: in one lane, then in the other, and printed. */
final class Shell implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    final HandrolledLane handrolled = new HandrolledLane();
    final AkkaLane akka = new AkkaLane();

    private final List<Lane> lanes = List.of(handrolled, akka);
    private boolean closed;
    private final LogLines log;
    private final Screen screen;

    // JShell runs a snippet in a thread group of its own, and waits for every thread that it finds in it. Who sends a
    // message to an
    // actor may thereby start a thread of the dispatcher, which lives on. So no command runs in the thread of the
    // snippet.
    private final ExecutorService commands = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("shell").factory());

    /**
     * A shell that is not open yet.
     *
     * @param log the log
     * @param out where all is printed
     */
    Shell(LogLines log, PrintStream out) {
        this.log = log;
        this.screen = new Screen(out);
        log.to(screen::log);
    }

    /** Starts both playgrounds. Blocks until all workers run. */
    void open() {
        command(() -> inEachLane(lane -> listed("started", lane, Lane::open)));
    }

    /** Stops both playgrounds. A second time, does nothing but wait for the first. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            command(() -> inEachLane(lane -> listed("terminates", lane, Lane::close)));
            commands.shutdown();
            handrolled.node.close();
        }
    }

    /** Stops both playgrounds and starts them again. */
    void reset() {
        command(() -> inEachLane(lane -> {
            listed("terminates", lane, Lane::close);
            listed("started", lane, Lane::open);
        }));
    }

    /** To start or to stop all are many lines of the log, all alike. They become one, with the names in their order. */
    private void listed(String word, Lane lane, Consumer<Lane> change) {
        var names = new ConcurrentLinkedQueue<String>();
        log.to((from, line) -> {
            if (line.matches("\\S+ " + word + "(: .*)?")) {
                names.add(line.substring(0, line.indexOf(' ')));
            } else {
                screen.log(from, line);
            }
        });
        try {
            change.accept(lane);
        } finally {
            log.to(screen::log);
            screen.log(lane.name(), word + ": " + (names.isEmpty() ? "nobody" : String.join(" ", names)));
        }
    }

    /** Prints both playgrounds beside each other. */
    void tree() {
        command(() -> {
            var trees = new LinkedHashMap<String, List<Member>>();
            lanes.forEach(lane -> trees.put(lane.name(), List.of()));
            inEachLane(lane -> trees.put(lane.name(), lane.members()));
            Tree.lines(trees).forEach(screen::say);
        });
    }

    /** Prints what a worker remembers. */
    void state(String name) {
        command(() -> inEachLane(lane -> {
            Member worker = worker(name, lane.members());
            screen.say(lane.name(), name + " is " + lane.identity() + " " + worker.id() + worker.state());
        }));
    }

    /**
     * Does something to a worker, and prints what has come of it.
     *
     * @param act does it; what it returns is printed after the worker's name
     */
    void act(String name, Function<Lane, Optional<String>> act) {
        command(() -> inEachLane(lane -> {
            List<Member> before = lane.members();
            worker(name, before);
            change(name, lane, before, act);
        }));
    }

    /** Starts a worker, and prints what has come of it. */
    void start(String name, Lane.Kind kind) {
        command(() -> inEachLane(lane -> change(name, lane, lane.members(), it -> {
            it.start(name, kind);
            return Optional.empty();
        })));
    }

    private void change(String name, Lane lane, List<Member> before, Function<Lane, Optional<String>> act) {
        Optional<String> remark = act.apply(lane);
        List<Member> after = lane.members();
        // Only now the log has said all that it has to say on it.
        remark.ifPresent(it -> screen.say(lane.name(), name + " " + it));
        new Changes(lane.identity(), before, after).with(name).forEach(line -> screen.say(lane.name(), line));
    }

    /** Prints a text. */
    void print(String text) {
        command(() -> screen.say(text));
    }

    private static Member worker(String name, List<Member> members) {
        return Member.named(name, members)
                .filter(Member::isWorker)
                .orElseThrow(() -> new Lane.Refused("expected the name of a worker that runs, one of "
                        + members.stream()
                                .filter(Member::isWorker)
                                .map(Member::name)
                                .collect(Collectors.joining(" "))
                        + ", got: " + name));
    }

    private void inEachLane(Consumer<Lane> code) {
        for (Lane lane : lanes) {
            try {
                code.accept(lane);
            } catch (Lane.Refused | IllegalArgumentException refused) {
                screen.say(lane.name(), String.valueOf(refused.getMessage()));
            } catch (RuntimeException | ProcessExit e) {
                screen.say(lane.name(), "failed: " + e);
            }
        }
    }

    private void command(Runnable code) {
        Future<?> done = commands.submit(() -> {
            screen.begin();
            try {
                code.run();
            } finally {
                screen.end();
            }
        });
        try {
            done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            screen.say("failed: " + e.getCause());
        } catch (TimeoutException e) {
            done.cancel(true);
            screen.say("not done within " + LIMIT_SECONDS + " s: given up");
        } catch (InterruptedException e) {
            done.cancel(true);
            screen.say("interrupted");
        }
    }
}
