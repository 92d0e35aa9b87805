package otp.observer;

import java.time.Duration;
import java.util.Optional;

/**
 * Notices the end of the process that started this one. Maven does not take its child along when it is killed; the child has to
 * see to that.
 */
final class ParentWatch {
    /** {@link ProcessHandle#onExit} looks as seldom as every five seconds at a process that is not one's child. */
    private static final Duration EVERY = Duration.ofMillis(250);

    private ParentWatch() {}

    /**
     * Runs an action once the parent is gone, at once if it is gone already.
     *
     * @param action what to do, on a thread of its own: it may block, also for all that others do on the common pool
     */
    static void onEnd(Runnable action) {
        Optional<ProcessHandle> parent = parent().filter(ParentWatch::isJava);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                // Adopted by another: so it is gone, although nobody may have taken note of its exit code yet (a
                // "zombie").
                while (parent.isPresent() && parent.get().isAlive() && parent().equals(parent)) {
                    Thread.sleep(EVERY);
                }
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Optional<ProcessHandle> parent() {
        return ProcessHandle.current().parent();
    }

    /**
     * A process whose parent has died is adopted by another, often the first of the machine, which lives on. Maven is a Java
     * program, so a parent that is known to be none has adopted this process: Maven died while this JVM started.
     */
    private static boolean isJava(ProcessHandle parent) {
        return parent.info()
                .command()
                .map(command -> command.replace('\\', '/').replaceFirst(".*/", ""))
                .map(file -> file.startsWith("java"))
                .orElse(true);
    }
}
