package otp.handrolled.process;

/**
 * Something that belongs to a process and goes when its owner does, such as a name or a table. It is released before any link or
 * monitor hears of the exit (P8): whoever receives the DOWN finds the name free and the table gone.
 */
@FunctionalInterface
public interface OwnedResource {
    /**
     * The owner is gone. Runs on whichever thread ended it; must be short and must neither block nor throw.
     *
     * @param owner the process that ended
     * @param reason why
     */
    void ownerExited(Pid owner, ExitReason reason);
}
