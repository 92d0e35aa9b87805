package otp.handrolled.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the runtime knows of one process: its thread, its mailbox, and whom it is tied to.
 *
 * <p>Two kinds of signals reach a process. Those that become messages (messages, EXIT to a process that traps, DOWN, timeouts)
 * go through the one {@link Mailbox}, in order. Those that change the process itself (link, unlink, monitor, demonitor, an exit
 * that is not trapped) take effect at once, on the sender's thread, under the lock of the process they change. So all signals
 * from one sender act in the order sent (P2), and an exit signal ends even a process that is busy and never calls the runtime
 * again (L12): Erlang's way with processes that run native code.
 *
 * <p>Locks: a process changes under {@code synchronized (block)}. Two are held together only by {@link #lockBoth}, the older
 * process first. No code of a user and nothing that blocks runs under a lock.
 */
final class ControlBlock implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("otp.process");

    /** Who runs on which thread: the way from a thread to its process, and the list of all processes. */
    private static final ConcurrentHashMap<Thread, ControlBlock> RUNNING = new ConcurrentHashMap<>();

    private static final int VAIN_CALLS_IN_A_ROW = 1_000;

    private static final VarHandle HANDING_OVER;
    private static final VarHandle WAITS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            HANDING_OVER = lookup.findVarHandle(ControlBlock.class, "handingOver", boolean.class);
            WAITS = lookup.findVarHandle(ControlBlock.class, "waits", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Pid pid;
    final Node node;
    final Mailbox mailbox;
    final @Nullable Pid parent;
    final long startedAt;

    /** What it runs: the "initial call" in Erlang. */
    final String label;

    private final Thread thread;
    private @Nullable ProcessBody body;

    /** Null while the process lives. Set once, under the lock (P9). */
    private volatile @Nullable ExitReason exitReason;

    /** Whether the code has come to its end, as opposed to the process, which may have been ended before. */
    private volatile boolean codeEnded;

    /** How often it has asked in vain since it last gave way. Its own thread's. */
    private int vainly;

    /** How often it has begun to wait, for a message or for an answer. Written by its own thread only. */
    private int waits;

    /** Whose answer it waits for. Written by its own thread only. */
    private volatile @Nullable From<?> awaited;

    /** Whether this process is just putting a signal into a mailbox. Written by its own thread only. */
    private volatile boolean handingOver;

    private volatile boolean trapsExits;
    private volatile boolean answersSystemMessages;
    private volatile @Nullable String name;

    // Guarded by this.
    private @Nullable Collection<Pid> links;
    private @Nullable Collection<Monitor> monitors;
    private @Nullable Collection<Monitor> monitoredBy;
    private @Nullable Collection<OwnedResource> owned;
    private @Nullable From<?> unanswered;

    private ControlBlock(Node node, long serial, String label, @Nullable Pid parent, ProcessBody body) {
        this.node = node;
        this.label = label;
        this.parent = parent;
        this.body = body;
        this.pid = new Pid(serial, this);
        this.mailbox = new Mailbox(this);
        this.startedAt = node.clock().now();
        this.thread = node.newThread(this);
    }

    // ---- who am I ----

    /**
     * The process that runs on the calling thread, or null if it is a thread of another kind. A process that has been ended and
     * still runs is stopped here: each call into the runtime goes through this method.
     */
    static @Nullable ControlBlock current() {
        ControlBlock block = RUNNING.get(Thread.currentThread());
        if (block != null) {
            block.checkAlive();
        }
        return block;
    }

    /**
     * The caller has asked for something and found nothing: no such name, no such process, no message. It may be about to ask
     * again at once, and for ever, for what another would bring if it could run. So who asks in vain gives way at times: a poor
     * man's reductions. It parks for a moment, since those that merely yield may take turns among themselves.
     */
    static void inVain() {
        ControlBlock block = RUNNING.get(Thread.currentThread());
        if (block != null && ++block.vainly == VAIN_CALLS_IN_A_ROW) {
            block.vainly = 0;
            LockSupport.parkNanos(1);
        }
    }

    /** The same, for functions that only a process can call. */
    static ControlBlock self(String function) {
        ControlBlock block = current();
        if (block == null) {
            throw new IllegalStateException(function + " was called on " + Thread.currentThread()
                    + ", which is not a process. Run the code as one: node.run(() -> ...) or node.spawn(() -> ...)");
        }
        return block;
    }

    /** All whose threads run, the dead that linger among them. */
    static Collection<ControlBlock> running() {
        return RUNNING.values();
    }

    // ---- birth ----

    /** {@code <0.0.0>} of a node: it never runs. An exit signal that no process sent comes from it. */
    static ControlBlock init(Node node) {
        var init = new ControlBlock(node, 0, "init", null, () -> {});
        init.exit(ExitReason.NORMAL);
        return init;
    }

    /**
     * Makes a process, to be started. The link and the request are in place before its first instruction (L10).
     *
     * @param request a call whose answer the new process owes from its birth, or null
     */
    static ControlBlock spawn(
            Node node,
            String label,
            @Nullable ControlBlock parent,
            boolean link,
            @Nullable From<?> request,
            ProcessBody body) {
        Objects.requireNonNull(body, "expected the body of a process, got null");
        var child = new ControlBlock(node, node.nextSerial(), label, parent == null ? null : parent.pid, body);
        if (link && parent != null) {
            child.links = Peers.with(null, parent.pid);
            synchronized (parent) {
                parent.checkAlive();
                parent.links = Peers.with(parent.links, child.pid);
            }
        }
        if (request != null) {
            child.note(request);
        }
        return child;
    }

    /** Lets it run. */
    void start() {
        RUNNING.put(thread, this);
        ProcessStartEvent.record(this);
        if (node.isClosed()) {
            // The node was closed after the thread was made, and may have looked for processes before this one was
            // listed.
            exit(ExitReason.KILLED);
        }
        thread.start();
    }

    @Override
    public void run() {
        ExitReason reason = ExitReason.NORMAL;
        try {
            ProcessBody code = body;
            body = null;
            if (isAlive() && code != null) {
                code.run();
            }
        } catch (ProcessExit exit) {
            reason = exit.reason();
        } catch (Throwable error) {
            // Also an OutOfMemoryError or a StackOverflowError: one process is lost, as on the BEAM, and the node lives
            // on.
            reason = new ExitReason.Crash(error);
            if (isAlive()) {
                logCrash(error);
            }
        } finally {
            codeEnded = true;
            exit(reason);
            mailbox.discard();
            RUNNING.remove(thread);
        }
    }

    private void logCrash(Throwable error) {
        try {
            LOG.error("Process {} ({}) crashed", pid, label, error);
        } catch (Throwable thrown) {
            // An exception whose own getMessage throws brings the logger down. The report is not lost with it.
            LOG.error(
                    "Process {} ({}) crashed with a {} that cannot be printed: {}",
                    pid,
                    label,
                    error.getClass().getName(),
                    thrown.getClass().getName());
        }
    }

    // ---- death ----

    boolean isAlive() {
        return exitReason == null;
    }

    /** Dead, yet its code still runs: it has not called the runtime since. */
    boolean lingers() {
        return exitReason != null && !codeEnded;
    }

    void checkAlive() {
        if (exitReason != null) {
            throw exited();
        }
    }

    /** What is thrown in a process that has been ended and still runs. */
    ProcessExit exited() {
        ExitReason reason = exitReason;
        return new ProcessExit(reason == null ? ExitReason.NORMAL : reason);
    }

    /** Somebody interrupted the thread of a living process: that is no part of OTP, and no reason to wait on. */
    ProcessExit interrupted() {
        checkAlive();
        return new ProcessExit(ExitReason.term("interrupted"));
    }

    static ProcessExit interruptedWhileWaiting(@Nullable ControlBlock caller) {
        if (caller != null) {
            return caller.interrupted();
        }
        Thread.currentThread().interrupt();
        return new ProcessExit(ExitReason.term("interrupted"));
    }

    /** This process ends. If it has ended before, nothing changes (P9). */
    void exit(ExitReason reason) {
        Departure departure;
        synchronized (this) {
            departure = exitReason == null ? depart(reason) : null;
        }
        Departure.announce(departure);
    }

    /** From here on the process is dead. Takes out of it what has to be told. Called under the lock, while alive. */
    private Departure depart(ExitReason reason) {
        exitReason = reason;
        var departure = new Departure(this, reason, links, monitors, monitoredBy, owned, unanswered);
        links = null;
        monitors = null;
        monitoredBy = null;
        owned = null;
        unanswered = null;
        return departure;
    }

    /**
     * A linked process is gone (L2, L3). If the link was taken away meanwhile, nothing happens. The message is sent under the
     * lock: an unlink that comes after it finds the message in the mailbox, and one that comes before it prevents it (L9).
     */
    synchronized void linkBroke(Pid peer, ExitReason reason, Deque<Departure> work) {
        if (!dropLink(peer)) {
            return;
        }
        if (trapsExits) {
            mailbox.push(new Signal(new Exit(peer, reason)));
        } else if (reason != ExitReason.NORMAL) {
            work.add(depart(reason));
        }
    }

    /** {@code exit/2}: an exit signal from anybody (L4, L5, L7). */
    void exitSignal(Pid sender, ExitReason reason) {
        checkStackRoom(reason);
        Departure.announce(takeExitSignal(sender, reason));
    }

    /** The same, from this process, which runs on the calling thread. */
    void sendExitSignal(ControlBlock target, ExitReason reason) {
        target.checkStackRoom(reason);
        Departure departure;
        beginHandover();
        try {
            departure = target.takeExitSignal(pid, reason);
        } finally {
            endHandover();
        }
        Departure.announce(departure);
        if (target == this) {
            checkAlive();
        }
    }

    private void checkStackRoom(ExitReason reason) {
        if (exitReason == null && (reason == ExitReason.KILL || !trapsExits)) {
            StackRoom.check();
        }
    }

    /** Returns what is to be told of the death that the signal has brought, or null if it has brought none. */
    private synchronized @Nullable Departure takeExitSignal(Pid sender, ExitReason reason) {
        Objects.requireNonNull(reason, "expected an exit reason, got null");
        if (exitReason != null) {
            return null;
        }
        if (reason == ExitReason.KILL) {
            return depart(ExitReason.KILLED);
        }
        if (trapsExits) {
            mailbox.push(new Signal(new Exit(sender, reason)));
            return null;
        }
        return reason != ExitReason.NORMAL || sender == pid ? depart(reason) : null;
    }

    // ---- sending ----

    /** Puts a signal into a mailbox, for the calling thread. Returns false if the receiver is dead. */
    static boolean send(Mailbox to, Signal signal) {
        ControlBlock self = RUNNING.get(Thread.currentThread());
        if (self == null) {
            return to.push(signal);
        }
        self.beginHandover();
        try {
            return to.push(signal);
        } finally {
            self.endHandover();
        }
    }

    /**
     * From here until {@link #endHandover} nobody hears of this process's death, so that nothing it sends comes after its DOWN
     * (P2, M7). Either this sees the exit reason, or who has set it sees this mark and waits: each writes before it reads.
     */
    private void beginHandover() {
        handingOver = true;
        if (exitReason != null) {
            handingOver = false;
            throw exited();
        }
    }

    private void endHandover() {
        HANDING_OVER.setRelease(this, false);
    }

    /** Not for long: a handover waits for nothing but a lock that is held for some nanoseconds. */
    void awaitHandedOver() {
        while (handingOver && thread != Thread.currentThread()) {
            Thread.yield();
        }
    }

    // ---- links ----

    boolean trapExits(boolean trap) {
        synchronized (this) {
            checkAlive();
            boolean before = trapsExits;
            trapsExits = trap;
            return before;
        }
    }

    void link(ControlBlock peer) {
        if (peer == this) {
            return;
        }
        boolean linked = lockBoth(this, peer, () -> {
            checkAlive();
            if (!peer.isAlive()) {
                return false;
            }
            links = Peers.with(links, peer.pid);
            peer.links = Peers.with(peer.links, pid);
            return true;
        });
        if (!linked) {
            if (!trapsExits) {
                throw new NoProcException(peer.pid);
            }
            peer.awaitHandedOver();
            mailbox.push(new Signal(new Exit(peer.pid, ExitReason.NOPROC)));
        }
    }

    void unlink(ControlBlock peer) {
        lockBoth(this, peer, () -> {
            checkAlive();
            return dropLink(peer.pid) | peer.dropLink(pid);
        });
    }

    /** Under the lock. Returns whether there was a link. */
    private boolean dropLink(Pid peer) {
        if (links == null || !links.contains(peer)) {
            return false;
        }
        links = Peers.without(links, peer);
        return true;
    }

    private static boolean lockBoth(ControlBlock a, ControlBlock b, BooleanSupplier change) {
        boolean inOrder = a.pid.serial < b.pid.serial;
        synchronized (inOrder ? a : b) {
            synchronized (inOrder ? b : a) {
                return change.getAsBoolean();
            }
        }
    }

    // ---- monitors ----

    /** Starts a monitor of this process on {@code target}; if there is none any more, its DOWN is sent at once (M2). */
    Ref monitor(@Nullable ControlBlock target, Object object, AliasMode mode) {
        // Nobody is told of his own death. What OTP gives out to one who asks is a mere reference, and no alias either.
        var monitor = new Monitor(this, target, object, target == this ? AliasMode.NONE : mode);
        synchronized (this) {
            checkAlive();
            monitors = Peers.with(monitors, monitor);
        }
        if (target == null || !target.watch(monitor)) {
            if (target != null) {
                target.awaitHandedOver();
            }
            monitor.targetExited(ExitReason.NOPROC);
        } else if (exitReason != null) {
            // Ended from outside in between: whoever did it may have come before the target knew of the monitor.
            target.forgetWatcher(monitor);
        }
        return monitor;
    }

    private synchronized boolean watch(Monitor monitor) {
        if (exitReason != null) {
            return false;
        }
        monitoredBy = Peers.with(monitoredBy, monitor);
        return true;
    }

    /** The watcher has no use for the monitor any more. */
    synchronized void forget(Monitor monitor) {
        monitors = Peers.without(monitors, monitor);
    }

    /** Somebody no longer watches this process. */
    synchronized void forgetWatcher(Monitor monitor) {
        monitoredBy = Peers.without(monitoredBy, monitor);
    }

    // ---- requests ----

    /** Called by the owner as it takes arrivals in: the requests among them are now its to answer. */
    void noteRequests(@Nullable Signal arrivals) {
        for (Signal signal = arrivals; signal != null; signal = signal.next) {
            if (signal.message instanceof Request(var from, var _)) {
                note(from);
            }
        }
    }

    private void note(From<?> from) {
        if (from.holder != null) {
            // Somebody passed the request on. As with OTP's monitor, the caller goes on watching the one it called.
            return;
        }
        ExitReason dead;
        synchronized (this) {
            dead = exitReason;
            if (dead == null) {
                from.next = unanswered;
                if (unanswered != null) {
                    unanswered.previous = from;
                }
                unanswered = from;
                from.holder = this;
            }
        }
        if (dead != null) {
            from.holderExited(this, dead);
        } else if (!from.isOpen()) {
            // The caller gave up while the request was on its way, and may not have seen who holds it.
            noteAnswered(from);
        }
    }

    synchronized void noteAnswered(From<?> from) {
        if (from.holder == null || exitReason != null) {
            return;
        }
        from.holder = null;
        if (from.previous == null) {
            unanswered = from.next;
        } else {
            from.previous.next = from.next;
        }
        if (from.next != null) {
            from.next.previous = from.previous;
        }
        from.previous = null;
        from.next = null;
    }

    /** How many calls it has taken in and not answered, of which the callers still wait. */
    synchronized int unanswered() {
        int count = 0;
        for (From<?> from = unanswered; from != null; from = from.next) {
            count++;
        }
        return count;
    }

    // ---- names and other things owned ----

    /** Gives the process a name, if it is alive, has none, and the name is free. Returns what is wrong otherwise, or null. */
    @Nullable
    String takeName(String wanted) {
        synchronized (this) {
            if (exitReason != null) {
                return pid + " is not alive";
            }
            if (name != null) {
                return pid + " is registered already, as \"" + name + "\"";
            }
            ControlBlock holder = node.registerIfFree(wanted, this);
            if (holder != null) {
                return "the name is taken by " + holder.pid;
            }
            name = wanted;
            // So that a thread dump says who is who: "jcmd <pid> Thread.dump_to_file". Threads without a name share one
            // empty text.
            thread.setName(wanted);
            return null;
        }
    }

    /** Takes the name away. Returns false if the process does not have it any more. */
    synchronized boolean dropName(String given) {
        if (exitReason != null || !given.equals(name)) {
            return false;
        }
        name = null;
        thread.setName("");
        return node.unregister(given, this);
    }

    @Nullable
    String name() {
        return name;
    }

    /** Ties a resource to the process. Returns false if it is dead: then the resource is not tied. */
    synchronized boolean own(OwnedResource resource) {
        if (exitReason != null) {
            return false;
        }
        owned = Peers.with(owned, resource);
        return true;
    }

    synchronized void disown(OwnedResource resource) {
        owned = Peers.without(owned, resource);
    }

    // ---- for the mailbox and for introspection ----

    void unpark() {
        LockSupport.unpark(thread);
    }

    Thread thread() {
        return thread;
    }

    /** It is about to wait for an answer, or, with null, for a message. */
    void waits(@Nullable From<?> answer) {
        awaited = answer;
        WAITS.setRelease(this, waits + 1);
    }

    int waits() {
        return (int) WAITS.getAcquire(this);
    }

    /**
     * Whether it waits for what has not come. Its thread's state says more, and less: it tells of a time that is over, and
     * calls one asleep that waits for a lock or gives way, or that was woken just before it lay down.
     */
    boolean isAtRest() {
        From<?> answer = awaited;
        return (answer == null ? mailbox.isAsleep() : answer.isAwaited())
                && switch (thread.getState()) {
                    case WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
                };
    }

    void answerSystemMessages() {
        answersSystemMessages = true;
    }

    boolean answersSystemMessages() {
        return answersSystemMessages;
    }

    boolean trapsExits() {
        return trapsExits;
    }

    synchronized boolean isLinkedWith(Pid peer) {
        return links != null && links.contains(peer);
    }

    synchronized List<Pid> linkedPids() {
        return Peers.copy(links);
    }

    synchronized List<Object> monitoredObjects() {
        var objects = new ArrayList<Object>();
        for (Monitor monitor : Peers.copy(monitors)) {
            objects.add(monitor.object);
        }
        return objects;
    }

    synchronized List<Pid> watchers() {
        var pids = new ArrayList<Pid>();
        for (Monitor monitor : Peers.copy(monitoredBy)) {
            pids.add(monitor.owner.pid);
        }
        return pids;
    }
}
