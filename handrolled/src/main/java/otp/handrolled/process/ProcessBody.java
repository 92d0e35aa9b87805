package otp.handrolled.process;

/** What a process does, from its first instruction to its last. When it returns, the process exits {@code normal}. */
@FunctionalInterface
public interface ProcessBody {
    /**
     * Runs as the process.
     *
     * @throws Exception whatever it likes: the process then exits {@link ExitReason.Crash} with it
     */
    void run() throws Exception;
}
