package otp.handrolled.genserver;

import java.util.concurrent.CountDownLatch;

/** Code that pays no heed to interrupts, as a native function or a stubborn library. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Waits for a latch, whoever interrupts. */
    public static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
