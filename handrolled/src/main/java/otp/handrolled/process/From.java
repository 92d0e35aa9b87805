package otp.handrolled.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to one call goes: Erlang's {@code From}, and the address that a typed request carries, like Akka's {@code
 * replyTo}.
 *
 * <p>In OTP it is a monitor whose reference is an alias until it is taken away, and the answer is a message. Here the answer
 * goes into this object, which the caller waits on, not into the caller's mailbox. So an answer is found at once however full
 * the mailbox is (P7), and one that is late has nowhere to go (G9); nor has a second one, which in OTP 25 still gets into the
 * mailbox if it comes before the caller has taken the first and removed the monitor. What is the same: the first answer counts,
 * and if the process that was called dies first, the caller hears of it at once, with the reason (G8).
 *
 * <p>It may be kept and answered later, or handed to another process that answers (G10). Thread-safe.
 *
 * @param <R> the type of the answer
 */
public final class From<R extends @Nullable Object> {
    // What "state" holds until the answer is there. All three are private objects, so no answer can be mistaken for
    // one.
    private static final Object PENDING = new Object();
    private static final Object PARKED = new Object();
    private static final Object ABANDONED = new Object();
    /** Stands for an answer that is null. */
    private static final Object NULL = new Object();

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(From.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Who asks; null for a thread that is no process. */
    private final @Nullable ControlBlock caller;

    private final Thread thread;
    private volatile Object state = PENDING;

    // The list of requests that a process has taken in and not answered. Guarded by the lock of that process.
    volatile @Nullable ControlBlock holder;

    @Nullable
    From<?> previous;

    @Nullable
    From<?> next;

    /** Stands ready to be the answer at the moment the holder is gone. See {@link #replyWhenGone}. */
    private volatile @Nullable Object lastWord;

    From(@Nullable ControlBlock caller) {
        this.caller = caller;
        this.thread = Thread.currentThread();
    }

    /**
     * Answers the call: {@code GenServer.reply/2}. An answer after the first, or to a caller that has given up or died, is
     * dropped. Never blocks.
     *
     * @param answer the answer
     */
    public void reply(R answer) {
        ControlBlock.current();
        if (settle(answer == null ? NULL : answer)) {
            release();
        }
    }

    /**
     * Answers the call as soon as the process that holds it is gone, and not before: {@code proc_lib:init_fail/3}. Whoever gets
     * the answer finds the process dead and its name free (G3).
     *
     * @param answer the answer
     */
    public void replyWhenGone(R answer) {
        ControlBlock.current();
        lastWord = answer == null ? NULL : answer;
    }

    boolean isToBeAnsweredWhenGone() {
        return lastWord != null;
    }

    /**
     * Who asks, if it is a process: the pid in Erlang's {@code {Pid, Tag}}.
     *
     * @return the pid, or null if the call comes from a thread that is no process
     */
    public @Nullable Pid pid() {
        return caller == null ? null : caller.pid;
    }

    /** Whether an answer would still be taken. */
    boolean isOpen() {
        return isOpen(state);
    }

    /** Whether the caller sleeps until the answer is there. */
    boolean isAwaited() {
        return state == PARKED;
    }

    private static boolean isOpen(Object state) {
        return state == PENDING || state == PARKED;
    }

    /** A process that has the request is dead. Only the end of the one that was called ends the call. */
    void holderExited(ControlBlock dead, ExitReason reason) {
        ControlBlock called = holder;
        if (called != null && called != dead) {
            return;
        }
        Object word = lastWord;
        settle(word == null ? new Gone(reason) : word);
    }

    /**
     * Waits for the answer.
     *
     * @return it, or a {@link Gone}, or null at the deadline: from then on nobody can answer any more
     */
    @Nullable
    Object await(Clock clock, long deadline) {
        if (state == PENDING) {
            // Whoever is to answer is most likely ready to run: giving way once is cheaper than parking.
            Thread.yield();
        }
        return awaitFromAfar(clock, deadline);
    }

    /** The same for an answer that cannot be there so soon: the caller parks at once. */
    @Nullable
    Object awaitFromAfar(Clock clock, long deadline) {
        if (caller != null) {
            caller.waits(this);
        }
        STATE.compareAndSet(this, PENDING, PARKED);
        while (state == PARKED) {
            if (caller != null && !caller.isAlive()) {
                abandon();
                throw caller.exited();
            }
            if (deadline != Clock.NEVER && clock.now() >= deadline) {
                return abandon() ? null : state;
            }
            clock.parkUntil(deadline);
            if (Thread.interrupted()) {
                abandon();
                throw ControlBlock.interruptedWhileWaiting(caller);
            }
        }
        return state;
    }

    /** What {@link #await} returned, as the answer it stands for. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null comes back only where R allows it
    R unwrap(@Nullable Object answer) {
        return answer == NULL ? null : (R) answer;
    }

    private boolean abandon() {
        boolean first = STATE.compareAndSet(this, PARKED, ABANDONED);
        release();
        return first;
    }

    /** Sets the outcome, if there is none yet, and wakes the caller. */
    private boolean settle(Object outcome) {
        for (; ; ) {
            Object now = state;
            if (!isOpen(now)) {
                return false;
            }
            if (STATE.compareAndSet(this, now, outcome)) {
                if (now == PARKED) {
                    LockSupport.unpark(thread);
                }
                return true;
            }
        }
    }

    private void release() {
        ControlBlock holding = holder;
        if (holding != null) {
            holding.noteAnswered(this);
        }
    }

    /** {@code #From<#PID<0.42.0>>}: who asks. */
    @Override
    public String toString() {
        return "#From<" + (caller == null ? thread : caller.pid) + ">";
    }

    /** The outcome of a call whose holder died. */
    record Gone(ExitReason reason) {}
}
