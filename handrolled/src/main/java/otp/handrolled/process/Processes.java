package otp.handrolled.process;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process can do: Elixir's {@code Process} and the process functions of {@code Kernel}. ({@code Process} is taken in
 * Java, hence the plural, as in {@code Files} or {@code Collections}.) Meant to be imported statically:
 *
 * <pre>{@code
 * import static otp.handrolled.process.Processes.*;
 *
 * Pid echo = spawnLink(() -> {
 *     while (true) {
 *         receive(message -> switch (message) {
 *             case Ping(var sender) -> () -> send(sender, "pong");
 *             default -> null;
 *         });
 *     }
 * });
 * }</pre>
 *
 * <p>Functions that act on "the caller" throw {@link IllegalStateException} on a thread that is not a process; {@code send} and
 * those that only look may be called from anywhere. Every function throws {@link ProcessExit} in a process that has been ended
 * by a signal and whose code still runs. Messages are shared, not copied: send what does not change.
 */
public final class Processes {
    private static final String NO_CLAUSES = "expected the clauses of a receive, got null";

    private Processes() {}

    // ---- spawn ----

    /**
     * The caller's pid: {@code self/0}.
     *
     * @return the pid
     */
    public static Pid self() {
        return ControlBlock.self("self()").pid;
    }

    /**
     * Starts a process on the caller's node and returns at once: {@code spawn/1}.
     *
     * @param body what it does
     * @return its pid
     */
    public static Pid spawn(ProcessBody body) {
        return spawn("spawn()", "spawn", false, body).pid;
    }

    /**
     * Starts a process that is linked to the caller before its first instruction: {@code spawn_link/1}.
     *
     * @param body what it does
     * @return its pid
     */
    public static Pid spawnLink(ProcessBody body) {
        return spawn("spawnLink()", "spawn_link", true, body).pid;
    }

    /**
     * Starts a linked process under a label for introspection.
     *
     * @param label what it is, in a word or two
     * @param body what it does
     * @return its pid
     */
    public static Pid spawnLink(String label, ProcessBody body) {
        return spawn("spawnLink()", label, true, body).pid;
    }

    /**
     * Starts a process that the caller monitors before its first instruction: {@code spawn_monitor/1}.
     *
     * @param body what it does
     * @return its pid and the monitor
     */
    public static Spawned spawnMonitor(ProcessBody body) {
        ControlBlock self = ControlBlock.self("spawnMonitor()");
        ControlBlock child = ControlBlock.spawn(self.node, "spawn_monitor", self, false, null, body);
        Ref ref = self.monitor(child, child.pid, AliasMode.NONE);
        child.start();
        return new Spawned(child.pid, ref);
    }

    private static ControlBlock spawn(String function, String label, boolean link, ProcessBody body) {
        ControlBlock self = ControlBlock.self(function);
        ControlBlock child = ControlBlock.spawn(self.node, label, self, link, null, body);
        child.start();
        return child;
    }

    // ---- send and receive ----

    /**
     * Sends a message: {@code send/2}. Never blocks. A message to a dead process is dropped without a word (P1).
     *
     * @param to who gets it
     * @param message what; not null, and not changed afterwards
     */
    public static void send(Pid to, Object message) {
        ControlBlock.send(to.block.mailbox, new Signal(checkMessage(message)));
    }

    /**
     * Sends to an alias. If it has been switched off, the message is dropped (M8).
     *
     * @param to what {@link #alias()} or {@link #monitor(Pid, AliasMode)} returned
     * @param message what; not null, and not changed afterwards
     */
    public static void send(Ref to, Object message) {
        ControlBlock.current();
        checkMessage(message);
        if (to instanceof Alias alias) {
            ControlBlock.send(alias.owner.mailbox, new Signal.ToAlias(message, alias));
        }
    }

    /**
     * Sends to a registered name on the caller's node.
     *
     * @param to the name
     * @param message what; not null, and not changed afterwards
     * @throws IllegalArgumentException if nobody has that name, as in Erlang: {@code badarg} (P1)
     */
    public static void send(String to, Object message) {
        ControlBlock self = ControlBlock.self("send(name, message)");
        ControlBlock target = self.node.named(to);
        if (target == null) {
            throw new IllegalArgumentException("expected the name of a registered process to send to, got: \"" + to
                    + "\". Registered are: " + self.node.registered());
        }
        ControlBlock.send(target.mailbox, new Signal(checkMessage(message)));
    }

    static Object checkMessage(Object message) {
        return Objects.requireNonNull(message, "expected a message, got null: send an Optional or a record instead");
    }

    /**
     * Waits for a message that fits a clause and runs that clause's body: {@code receive do … end}. Messages are tried in the
     * order they came; those that fit no clause stay (P4).
     *
     * @param clauses patterns and bodies
     * @param <T> what the bodies return
     * @return what the body returned
     */
    public static <T extends @Nullable Object> T receive(Clauses<T> clauses) {
        ControlBlock self = ControlBlock.self("receive()");
        Objects.requireNonNull(clauses, NO_CLAUSES);
        return self.mailbox.receive(clauses, Clock.NEVER, () -> {
            throw new AssertionError("a receive without a timeout has timed out");
        });
    }

    /**
     * The same, but not for ever: {@code receive do … after … end}. With {@link Duration#ZERO} it looks at what is there and
     * waits for nothing (P5).
     *
     * @param clauses patterns and bodies
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     * @param after what to run when the time is up
     * @param <T> what the bodies return
     * @return what the body, or {@code after}, returned
     * @throws IllegalArgumentException if the timeout is negative (P6)
     */
    public static <T extends @Nullable Object> T receive(
            Clauses<T> clauses, Duration timeout, Supplier<? extends T> after) {
        ControlBlock self = ControlBlock.self("receive()");
        Objects.requireNonNull(clauses, NO_CLAUSES);
        Objects.requireNonNull(after, "expected what to run when the time is up, got null");
        long deadline = Timeouts.deadline(self.node.clock(), timeout);
        return self.mailbox.receive(clauses, deadline, timeout.isZero() ? inVain(after) : after);
    }

    private static <T extends @Nullable Object> Supplier<T> inVain(Supplier<? extends T> after) {
        return () -> {
            ControlBlock.inVain();
            return after.get();
        };
    }

    /**
     * Waits until there is a message in the mailbox, and takes none: {@code hibernate/3}. On the BEAM that frees memory
     * meanwhile; a virtual thread has given its memory back to the heap whenever it waits, so here it only shows in {@link
     * ProcessInfo#status}.
     */
    public static void hibernate() {
        ControlBlock.self("hibernate()").mailbox.hibernate();
    }

    // ---- exit, link, monitor ----

    /**
     * Ends the caller: {@code exit/1}. It unwinds the stack as a {@link ProcessExit}, which may be caught on the way.
     *
     * @param reason why
     * @param <T> nothing is ever returned; any type, so that it fits where a value is expected
     * @return never
     * @throws ProcessExit always
     */
    public static <T> T exit(ExitReason reason) {
        ControlBlock.current();
        throw new ProcessExit(reason);
    }

    /**
     * Sends an exit signal: {@code Process.exit/2}. {@code kill} ends any process, as {@code killed}. Any other reason ends one
     * that does not trap exits, and is the message {@link Exit} to one that does. {@code normal} is ignored by one that does not
     * trap, unless it sends it to itself (L4). A dead process is left alone. Never blocks: the process is dead on return, though
     * its thread may take a moment to stop, or go on if it never calls the runtime ({@link Node#lingering}).
     *
     * @param pid who gets it
     * @param reason why
     */
    public static void exit(Pid pid, ExitReason reason) {
        ControlBlock self = ControlBlock.current();
        if (self == null) {
            pid.block.exitSignal(pid.node().init(), reason);
        } else {
            self.sendExitSignal(pid.block, reason);
        }
    }

    /**
     * Whether exit signals become messages: {@code Process.flag(:trap_exit, boolean)}.
     *
     * @param trap true to receive them as {@link Exit}, false to die of them
     * @return what it was before
     */
    public static boolean trapExit(boolean trap) {
        return ControlBlock.self("trapExit()").trapExits(trap);
    }

    /**
     * Links the caller with a process, once and in both directions: {@code Process.link/1}. Linking twice, or with itself,
     * changes nothing (L1).
     *
     * @param pid whom
     * @throws NoProcException if it is dead and the caller does not trap exits; one that traps receives {@code Exit(pid, noproc)}
     *     (L8)
     */
    public static void link(Pid pid) {
        ControlBlock.self("link()").link(pid.block);
    }

    /**
     * Takes the link away: {@code Process.unlink/1}. No new exit signal comes through it from here on; an {@link Exit} that is
     * in the mailbox already stays there (L9).
     *
     * @param pid whom; no link is no error
     */
    public static void unlink(Pid pid) {
        ControlBlock.self("unlink()").unlink(pid.block);
    }

    /**
     * Watches a process: {@code Process.monitor/1}. Each monitor brings exactly one {@link Down} (M1), at once if the process is
     * dead (M2).
     *
     * @param pid whom
     * @return the monitor
     */
    public static Ref monitor(Pid pid) {
        return monitor(pid, AliasMode.NONE);
    }

    /**
     * Watches a process, and makes the monitor an address: {@code Process.monitor(pid, alias: mode)} since
     * Elixir 1.15, {@code erlang:monitor/3} before.
     *
     * @param pid whom
     * @param mode what switches the alias off
     * @return the monitor, to which one can {@link #send(Ref, Object)}
     */
    public static Ref monitor(Pid pid, AliasMode mode) {
        return ControlBlock.self("monitor()").monitor(pid.block, pid, mode);
    }

    /**
     * Watches whoever has a name now; nobody means {@code noproc} at once.
     *
     * @param name the name; the {@link Down} carries it in place of a pid
     * @return the monitor
     */
    public static Ref monitor(String name) {
        ControlBlock self = ControlBlock.self("monitor()");
        return self.monitor(self.node.named(name), name, AliasMode.NONE);
    }

    /**
     * Stops watching: {@code Process.demonitor/1}. A {@link Down} that is in the mailbox already stays there. A reference that is
     * no monitor, or another process's, is left alone (M4, M5).
     *
     * @param ref the monitor
     */
    public static void demonitor(Ref ref) {
        ControlBlock self = ControlBlock.self("demonitor()");
        if (ref instanceof Monitor monitor && monitor.owner == self) {
            monitor.demonitor();
        }
    }

    /**
     * Stops watching and removes the {@link Down} if it is in the mailbox: {@code Process.demonitor(ref, [:flush])}.
     *
     * @param ref the monitor
     */
    public static void demonitorFlush(Ref ref) {
        demonitor(ref);
        Processes.<@Nullable Void>receive(
                message -> message instanceof Down(var of, var _, var _) && of == ref ? () -> null : null,
                Duration.ZERO,
                () -> null);
    }

    // ---- aliases ----

    /**
     * A new address of the caller that can be switched off: {@code Process.alias/0} since Elixir 1.15.
     *
     * @return the alias
     */
    public static Ref alias() {
        return new Alias.Plain(ControlBlock.self("alias()"), false);
    }

    /**
     * An address that takes one message and then is off: {@code Process.alias([:reply])} since Elixir 1.15 (M9).
     *
     * @return the alias
     */
    public static Ref aliasForOneReply() {
        return new Alias.Plain(ControlBlock.self("aliasForOneReply()"), true);
    }

    /**
     * Switches an alias off: {@code Process.unalias/1} since Elixir 1.15. What is in the mailbox already stays there; what is on its way is
     * dropped. The monitor that the alias may also be stays.
     *
     * @param ref the alias
     * @return true if it was an alias of the caller and was on
     */
    public static boolean unalias(Ref ref) {
        ControlBlock self = ControlBlock.self("unalias()");
        return ref instanceof Alias alias && alias.owner == self && alias.deactivate();
    }

    // ---- names ----

    /**
     * Gives a process a name on its node: {@code Process.register/2}. It is free again before anybody hears of the process's
     * death (P8).
     *
     * @param pid a living process without a name
     * @param name a free name
     * @throws IllegalArgumentException if one of these does not hold, saying which
     */
    public static void register(Pid pid, String name) {
        ControlBlock.current();
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name to register " + pid + " under, got a blank one");
        }
        String problem = pid.block.takeName(name);
        if (problem != null) {
            throw new IllegalArgumentException("cannot register " + pid + " as \"" + name + "\": " + problem);
        }
    }

    /**
     * Frees a name on the caller's node: {@code Process.unregister/1}.
     *
     * @param name a name in use
     * @throws IllegalArgumentException if nobody has it
     */
    public static void unregister(String name) {
        ControlBlock self = ControlBlock.self("unregister()");
        ControlBlock holder = self.node.named(name);
        if (holder == null || !holder.dropName(name)) {
            throw new IllegalArgumentException(
                    "expected a registered name, got: \"" + name + "\". Registered are: " + self.node.registered());
        }
    }

    /**
     * Who has a name on the caller's node: {@code Process.whereis/1}.
     *
     * @param name the name
     * @return the process, or nothing
     */
    public static Optional<Pid> whereis(String name) {
        return ControlBlock.self("whereis()").node.whereis(name);
    }

    // ---- timers ----

    /**
     * Sends a message when some time has passed: {@code Process.send_after/3}.
     *
     * @param to who gets it; when it dies, the timer is called off
     * @param message what
     * @param delay how long from now; zero or more
     * @return the timer
     * @throws IllegalArgumentException if the delay is negative or without end
     */
    public static Ref sendAfter(Pid to, Object message, Duration delay) {
        checkMessage(message);
        return startTimer(to.node(), delay, to.block, () -> to.block.mailbox.push(new Signal(message)));
    }

    /**
     * The same to whoever has the name at that time; nobody means that the message is dropped.
     *
     * @param to a name on the caller's node
     * @param message what
     * @param delay how long from now; zero or more
     * @return the timer
     */
    public static Ref sendAfter(String to, Object message, Duration delay) {
        checkMessage(message);
        Node node = ControlBlock.self("sendAfter()").node;
        return startTimer(node, delay, null, () -> {
            ControlBlock target = node.named(to);
            if (target != null) {
                target.mailbox.push(new Signal(message));
            }
        });
    }

    private static Ref startTimer(Node node, Duration delay, @Nullable ControlBlock target, Runnable delivery) {
        ControlBlock.current();
        long deadline = Timeouts.deadline(node.clock(), delay);
        if (deadline == Clock.NEVER) {
            throw new IllegalArgumentException("expected a delay that ends, got: " + Timeouts.describe(delay));
        }
        return new Timer(node.clock(), deadline, target, delivery);
    }

    /**
     * Calls a timer off: {@code Process.cancel_timer/1}.
     *
     * @param ref the timer
     * @return what was left, or nothing if it has fired, was cancelled before, or is no timer (P10)
     */
    public static Optional<Duration> cancelTimer(Ref ref) {
        ControlBlock.current();
        return ref instanceof Timer timer ? timer.cancel() : Optional.empty();
    }

    /**
     * What is left of a timer: {@code Process.read_timer/1}.
     *
     * @param ref the timer
     * @return the time, or nothing if it has fired, was cancelled, or is no timer
     */
    public static Optional<Duration> readTimer(Ref ref) {
        ControlBlock.current();
        return ref instanceof Timer timer ? timer.read() : Optional.empty();
    }

    // ---- looking ----

    /**
     * Whether a process lives: {@code Process.alive?/1}. False from the moment it begins to exit (P9).
     *
     * @param pid whom
     * @return true if it lives
     */
    public static boolean isAlive(Pid pid) {
        ControlBlock.current();
        boolean alive = pid.block.isAlive();
        if (!alive) {
            ControlBlock.inVain();
        }
        return alive;
    }

    /**
     * Whether the caller is linked with a process: {@code pid in Process.info(self(), :links)}, at the same price for many links
     * as for few.
     *
     * @param pid whom
     * @return true if it is; false for one that is dead
     */
    public static boolean isLinked(Pid pid) {
        return ControlBlock.self("isLinked()").isLinkedWith(pid);
    }

    /**
     * What can be seen of a process from outside: {@code Process.info/1}. Sends it nothing and never waits for it.
     *
     * @param pid whom
     * @return a picture of it, or nothing if it is dead
     */
    public static Optional<ProcessInfo> info(Pid pid) {
        ControlBlock.current();
        return pid.block.isAlive() ? Optional.of(ProcessInfo.of(pid.block)) : Optional.empty();
    }

    /**
     * The living processes of the caller's node, the oldest first: {@code Process.list/0}.
     *
     * @return their pids
     */
    public static List<Pid> list() {
        return ControlBlock.self("list()").node.processes();
    }

    // ---- for the layers above ----

    /**
     * Ties a resource to the caller, to be released with it.
     *
     * @param resource what is released when the caller ends
     */
    public static void own(OwnedResource resource) {
        ControlBlock self = ControlBlock.self("own()");
        if (!self.own(resource)) {
            throw self.exited();
        }
    }

    /**
     * Ties a resource to another process. May also be called by a resource whose owner has just died, on the thread of that.
     *
     * @param owner whose it becomes
     * @param resource what is released when the owner ends
     * @return false if the owner is dead: the resource is then not tied to anybody
     */
    public static boolean own(Pid owner, OwnedResource resource) {
        return owner.block.own(resource);
    }

    /**
     * Unties a resource: it outlives its former owner. May also be called by a resource, like {@link #own(Pid, OwnedResource)}.
     *
     * @param owner whose it was
     * @param resource what
     */
    public static void disown(Pid owner, OwnedResource resource) {
        owner.block.disown(resource);
    }
}
