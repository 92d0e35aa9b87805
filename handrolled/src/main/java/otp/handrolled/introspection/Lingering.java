package otp.handrolled.introspection;

import java.util.List;
import otp.handrolled.process.Pid;

/**
 * A dead process whose code still runs: it was ended in the middle of something that never calls the runtime. It holds no name,
 * link, monitor or message any more, only a thread, perhaps a processor.
 *
 * @param pid who it was
 * @param label what it ran
 * @param stack where its code is now, the innermost call first
 */
public record Lingering(Pid pid, String label, List<StackTraceElement> stack) {}
