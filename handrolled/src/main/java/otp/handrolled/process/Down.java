package otp.handrolled.process;

/**
 * The message {@code {:DOWN, ref, :process, object, reason}}: what a monitor says when its process is gone.
 *
 * @param ref the monitor
 * @param object the pid that was monitored, or the name if it was monitored by name
 * @param reason why it ended, or {@code noproc} if it was not there
 */
public record Down(Ref ref, Object object, ExitReason reason) {}
