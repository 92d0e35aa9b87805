/**
 * Layer 1, processes: pids, mailboxes with selective receive, links, exit signals, monitors, aliases, names and timers.
 *
 * <p>Start with {@link otp.handrolled.process.Node}, which plays the Erlang virtual machine, and {@link
 * otp.handrolled.process.Processes}, which holds what Elixir's {@code Process} and the process functions of {@code Kernel}
 * do. {@link otp.handrolled.process.Gen} is the request and reply that the servers of the layers above share.
 */
@NullMarked
package otp.handrolled.process;

import org.jspecify.annotations.NullMarked;
