package otp.observer;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program in order, whoever wants its end: Ctrl-C and SIGTERM (the JVM runs its shutdown hooks), or {@link #exit}.
 *
 * <p>After a signal the JVM exits with 128 and the signal's number, whatever the hooks do. But a wanted end is no failure: so the
 * hook, its work done, ends the JVM itself by {@link Runtime#halt}, which a hook may. There must be no other hook whose work that
 * would cut short, hence Akka's are off in {@code application.conf}.
 */
final class Shutdown {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Held while the application starts: a Ctrl-C in that moment stops it when it has started. */
    private final ReentrantLock starting = new ReentrantLock();

    private @Nullable CourseApplication application;
    private volatile int exitCode;
    private volatile boolean begun;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hook, "shutdown"));
    }

    /** How the application is started. */
    @FunctionalInterface
    interface Start {
        CourseApplication run() throws IOException, InterruptedException;
    }

    /**
     * Starts the application that is stopped at the end.
     *
     * @param start starts it
     * @return what was started
     */
    CourseApplication guard(Start start) throws IOException, InterruptedException {
        starting.lock();
        try {
            CourseApplication started = start.run();
            application = started;
            return started;
        } finally {
            starting.unlock();
        }
    }

    /** Whether the end has begun. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * Stops all and ends the program. Does not return. If the end has begun already, its exit code stays as it is.
     *
     * @param code the exit code
     */
    void exit(int code) {
        if (!begun) {
            exitCode = code;
        }
        System.exit(code);
    }

    private void hook() {
        begun = true;
        Thread.ofPlatform().daemon().name("shutdown-limit").start(this::limit);
        boolean inOrder = true;
        starting.lock();
        if (application != null) {
            inOrder = application.stop();
        }
        end(inOrder ? exitCode : 1);
    }

    private void limit() {
        try {
            Thread.sleep(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("Not everything has stopped within " + LIMIT.toSeconds() + " s: ending at once.");
        end(1);
    }

    private static void end(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
