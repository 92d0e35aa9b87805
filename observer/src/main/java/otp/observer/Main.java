package otp.observer;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import otp.observer.web.Permissions;
import otp.observer.web.Port;
import otp.redisclient.LocalRedisException;

/**
 * The main job: starts the course application and its page, and runs until it is stopped.
 *
 * <p>System properties: {@code port}, where the page is served, 4000 if not given; {@code otp.exitWithParent}, true to stop when
 * the process that started this one ends; {@code otp.allowActions}, true to let the page crash and stop what it shows; {@code
 * otp.showContents}, true to let it show what is in mailboxes and states. Exit code 0 after Ctrl-C (SIGINT), SIGTERM or the end of the parent; 1 with a sentence on
 * the error output if it cannot start, cannot stop in time, or a lane gives up.
 */
public final class Main {
    private Main() {}

    /**
     * Starts it.
     *
     * @param args none
     */
    public static void main(String[] args) throws InterruptedException {
        var shutdown = new Shutdown();
        CourseApplication application = startOrExit(shutdown);
        if (Boolean.getBoolean("otp.exitWithParent")) {
            ParentWatch.onEnd(() -> {
                System.out.println("Maven, which has started this, is gone: stopping.");
                shutdown.exit(0);
            });
        }
        System.out.println("The course runs at " + application.url() + "   Stop it with Ctrl-C.");
        try {
            String why = application.endOfALane().toCompletableFuture().get();
            if (!shutdown.hasBegun()) {
                System.err.println(why + ". So does the course application, as an application of OTP would.");
                shutdown.exit(1);
            }
        } catch (ExecutionException e) {
            throw new AssertionError("the end of a lane never fails", e);
        }
    }

    private static CourseApplication startOrExit(Shutdown shutdown) throws InterruptedException {
        try {
            Port port = Port.parse(orDefault(System.getProperty("port")));
            return shutdown.guard(() -> CourseApplication.start(port, Permissions.given()));
        } catch (IllegalArgumentException | IllegalStateException | LocalRedisException | IOException e) {
            System.err.println(e.getMessage());
            shutdown.exit(1);
            throw new AssertionError("the program has ended", e);
        }
    }

    private static String orDefault(@Nullable String port) {
        return port == null ? "4000" : port.strip();
    }
}
