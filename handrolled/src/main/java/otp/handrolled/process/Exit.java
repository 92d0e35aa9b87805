package otp.handrolled.process;

/**
 * The message {@code {:EXIT, from, reason}}: an exit signal as a process that traps exits receives it.
 *
 * @param from the linked process that ended, or whoever called {@link Processes#exit(Pid, ExitReason)}
 * @param reason why
 */
public record Exit(Pid from, ExitReason reason) {}
