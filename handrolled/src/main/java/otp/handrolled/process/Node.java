package otp.handrolled.process;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: processes, the names they are registered under, and a clock. One JVM may run several, which know nothing of each
 * other's names; pids are unique in the JVM, and messages, links and monitors work from one to another.
 *
 * <pre>{@code
 * try (var node = Node.start()) {
 *     String answer = node.run(() -> {              // run code as a process, as iex does for each line you type
 *         Pid parent = self();
 *         spawn(() -> send(parent, "hello"));
 *         return receive(message -> () -> (String) message);
 *     });
 * }
 * }</pre>
 *
 * <p>All methods are thread-safe and may be called from any thread, process or not.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("otp.process");
    private static final String NO_CODE = "expected code to run as a process, got null";
    private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

    // Shared by all nodes, so that a pid names one process in the JVM.
    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

    private final Clock clock;
    private final ConcurrentHashMap<String, ControlBlock> names = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private final Pid init;
    private volatile boolean closed;

    private Node(Clock clock) {
        this.clock = clock;
        this.init = ControlBlock.init(this).pid;
    }

    /**
     * Starts a node that runs on the machine's time.
     *
     * @return the node
     */
    public static Node start() {
        return new Node(Clock.system());
    }

    /**
     * Starts a node that runs on a clock of the caller's, such as a {@link ManualClock}.
     *
     * @param clock where the node's timeouts and timers get their time from
     * @return the node
     */
    public static Node start(Clock clock) {
        return new Node(clock);
    }

    /**
     * The clock of this node.
     *
     * @return its clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Starts a process and returns at once: {@code spawn/1}.
     *
     * @param body what it does
     * @return its pid
     * @throws IllegalStateException if the node is closed
     */
    public Pid spawn(ProcessBody body) {
        return spawn("spawn", body);
    }

    /**
     * Starts a process that introspection shows under a label, as OTP 27's {@code proc_lib:set_label/1} does.
     *
     * @param label what it is, in a word or two
     * @param body what it does
     * @return its pid
     * @throws IllegalStateException if the node is closed
     */
    public Pid spawn(String label, ProcessBody body) {
        ControlBlock block = ControlBlock.spawn(this, label, ControlBlock.current(), false, null, body);
        block.start();
        return block.pid;
    }

    /**
     * Runs code as a process and waits until it is done: the way in for {@code main}, for tests and for threads of other
     * libraries. Blocks for as long as the code runs; a caller that is interrupted kills the process.
     *
     * @param code what to run
     * @param <T> what it returns
     * @return what the code returned
     * @throws Exception what the code threw; the process has crashed with it
     * @throws ProcessExit if the process ended in another way: its own {@code exit}, or an exit signal
     */
    public <T extends @Nullable Object> T run(Callable<T> code) throws Exception {
        Objects.requireNonNull(code, NO_CODE);
        var outcome = new From<Outcome<T>>(ControlBlock.current());
        ControlBlock block = ControlBlock.spawn(this, "run", null, false, outcome, () -> {
            try {
                outcome.replyWhenGone(new Outcome<>(code.call(), null));
            } catch (ProcessExit exit) {
                throw exit;
            } catch (Throwable error) {
                outcome.replyWhenGone(new Outcome<>(null, error));
                throw new ProcessExit(new ExitReason.Crash(error));
            }
        });
        block.start();
        Object answer;
        try {
            answer = outcome.await(clock, Clock.NEVER);
        } catch (ProcessExit interrupted) {
            block.exitSignal(init, ExitReason.KILL);
            throw interrupted;
        }
        if (answer instanceof From.Gone(var reason)) {
            throw new ProcessExit(reason);
        }
        return outcome.unwrap(answer).orThrow();
    }

    /**
     * The same for code that returns nothing.
     *
     * @param code what to run
     * @throws Exception what the code threw
     * @throws ProcessExit if the process ended in another way
     */
    public void run(ProcessBody code) throws Exception {
        Objects.requireNonNull(code, NO_CODE);
        this.<@Nullable Void>run(() -> {
            code.run();
            return null;
        });
    }

    private record Outcome<T extends @Nullable Object>(
            @Nullable T value, @Nullable Throwable error) {
        @SuppressWarnings("NullAway") // without an error the value is there, or null is a value that T allows
        T orThrow() throws Exception {
            switch (error) {
                case null -> {}
                case Exception exception -> throw exception;
                case Error fatal -> throw fatal;
                default -> throw new IllegalStateException("neither an Exception nor an Error was thrown", error);
            }
            return value;
        }
    }

    /**
     * Who has a name: {@code Process.whereis/1}.
     *
     * @param name the name
     * @return the process, or nothing
     */
    public Optional<Pid> whereis(String name) {
        ControlBlock block = names.get(name);
        if (block == null) {
            ControlBlock.inVain();
            return Optional.empty();
        }
        return Optional.of(block.pid);
    }

    /**
     * All names in use: {@code Process.registered/0}.
     *
     * @return the names, in alphabetical order
     */
    public List<String> registered() {
        return names.keySet().stream().sorted().toList();
    }

    /**
     * All living processes, the oldest first: {@code Process.list/0}.
     *
     * @return their pids
     */
    public List<Pid> processes() {
        return pidsOf(ControlBlock::isAlive);
    }

    /**
     * The dead whose threads still run: they were ended while in code that never calls the runtime, such as a loop that only
     * computes. Nothing can stop such a thread on the JVM. It holds no name, link, monitor or message any more.
     *
     * @return their pids, the oldest first
     */
    public List<Pid> lingering() {
        return pidsOf(ControlBlock::lingers);
    }

    /**
     * Waits until nobody on this node has anything left to do: each process waits for a message or an answer that has not been
     * sent, and none is about to begin or to end. Then nothing happens until somebody outside sends something or lets time
     * pass. For tests that move a {@link ManualClock}: what a node does whose own clock goes on is over a moment later.
     *
     * <p>Blocks, and looks again and again. While other nodes of this JVM start and end processes it may look longer.
     *
     * @param patience how long to look
     * @throws TimeoutException if somebody still runs then, or waits for something else, such as a lock
     */
    public void awaitRest(Duration patience) throws TimeoutException {
        Rest.await(this, patience);
    }

    private List<Pid> pidsOf(Predicate<ControlBlock> which) {
        return ControlBlock.running().stream()
                .filter(block -> block.node == this && which.test(block))
                .map(block -> block.pid)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /**
     * What a layer above keeps once for the whole node, such as the names of its tables.
     *
     * @param type what it is known by
     * @param make makes it when it is first asked for; short, and asks for nothing else of this kind
     * @param <T> the type
     * @return the one of this node
     */
    public <T> T shared(Class<T> type, Supplier<T> make) {
        Object there = shared.get(type);
        return type.cast(there == null ? shared.computeIfAbsent(type, _ -> make.get()) : there);
    }

    /**
     * Sends a message from outside any process, such as in the name of one that has just died: {@link Processes#send(Pid, Object)}
     * without its look at the caller.
     *
     * @param to who gets it
     * @param message what; not null, and not changed afterwards
     */
    public void send(Pid to, Object message) {
        to.block.mailbox.push(new Signal(Processes.checkMessage(message)));
    }

    /**
     * Sends an exit signal from outside any process: {@link Processes#exit(Pid, ExitReason)} with this node's {@code <0.0.0>} as
     * the sender.
     *
     * @param pid who gets it
     * @param reason why
     */
    public void exit(Pid pid, ExitReason reason) {
        ControlBlock.current();
        pid.block.exitSignal(init, reason);
    }

    /**
     * Kills all processes, and waits up to two seconds for their threads to end; those that do not are named in the log. Nothing can
     * be spawned afterwards. Calling it again does nothing.
     */
    @Override
    public void close() {
        closed = true;
        long patience = System.nanoTime() + CLOSING_TIME.toNanos();
        // One round kills all there are. More are only for those that were being spawned meanwhile.
        List<Pid> alive = processes();
        do {
            alive.forEach(pid -> pid.block.exitSignal(init, ExitReason.KILL));
            alive = processes();
        } while (!alive.isEmpty() && System.nanoTime() < patience);
        patience = System.nanoTime() + CLOSING_TIME.toNanos();
        try {
            for (ControlBlock block : ControlBlock.running()) {
                if (block.node == this && block.thread() != Thread.currentThread()) {
                    TimeUnit.NANOSECONDS.timedJoin(block.thread(), Math.max(1, patience - System.nanoTime()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Pid> lingering = lingering();
        if (!lingering.isEmpty()) {
            List<Pid> some = lingering.subList(0, Math.min(10, lingering.size()));
            LOG.warn("Closed with {} processes whose code has not ended yet, such as {}", lingering.size(), some);
        }
    }

    // ---- for the control blocks ----

    /** How many processes there have been so far, on all nodes. */
    static long born() {
        return SERIALS.get();
    }

    long nextSerial() {
        return SERIALS.getAndIncrement();
    }

    boolean isClosed() {
        return closed;
    }

    Thread newThread(Runnable code) {
        if (closed) {
            throw new IllegalStateException(
                    "this node is closed: nothing can be spawned on it. Start another: Node.start()");
        }
        return THREADS.newThread(code);
    }

    @Nullable
    ControlBlock registerIfFree(String name, ControlBlock block) {
        return names.putIfAbsent(name, block);
    }

    boolean unregister(String name, ControlBlock block) {
        return names.remove(name, block);
    }

    @Nullable
    ControlBlock named(String name) {
        return names.get(name);
    }

    Pid init() {
        return init;
    }
}
