package otp.handrolled.process;

/**
 * What {@code spawn_monitor} returns: {@code {pid, ref}}.
 *
 * @param pid the new process
 * @param ref the monitor on it
 */
public record Spawned(Pid pid, Ref ref) {}
