package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.handrolled.process.Down;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;

/** Where a scenario is played: a node, its clock, and a witness who sees everybody enter and leave. */
final class Stage implements AutoCloseable {
    final ManualClock clock = new ManualClock();
    final Node node = Node.start(clock);
    final Tree tree = new Tree(this);
    final Registries registries = new Registries();

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Pid witness = node.spawn("witness", this::watch);

    private record Watch(Pid pid, @Nullable Pid asked) {}

    private record Watched(Pid pid) {}

    /** Something was seen, by the process that calls this. */
    void saw(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** What was seen next, or null. */
    @Nullable
    Outcome next() {
        return outcomes.poll();
    }

    /** The witness watches a process. It is no part of the play: its monitors are seen by nobody. */
    void watch(Pid pid) {
        node.send(witness, new Watch(pid, null));
    }

    /** A supervisor has started a child. On return the witness watches it, so that nothing can befall it before. */
    void enters(String id, Pid child) {
        saw(new Outcome.Started(id, child, self()));
        awaitWatch(child);
    }

    /** A server enters, and says so itself. On return the witness watches it. */
    void enters(String name) {
        saw(new Outcome.Entered(name, self()));
        awaitWatch(self());
    }

    /** Something that a server has seen, said by itself. */
    void saw(String word, Term... terms) {
        saw(new Outcome.Saw(self(), word, List.of(terms)));
    }

    private void awaitWatch(Pid pid) {
        send(witness, new Watch(pid, self()));
        receive(message -> message instanceof Watched(var watched) && watched == pid ? () -> watched : null);
    }

    private void watch() {
        for (; ; ) {
            switch (receive(any -> () -> any)) {
                case Watch(var pid, var asked) -> {
                    monitor(pid);
                    if (asked != null) {
                        send(asked, new Watched(pid));
                    }
                }
                case Down(var _, Pid pid, var reason) -> saw(new Outcome.Ended(pid, reason));
                default -> throw new IllegalStateException("nobody talks to the witness");
            }
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
