package otp.handrolled.process;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A process ended, for JDK Flight Recorder. Written by whoever ended it. Costs one check of a flag when nobody records. */
@Name("otp.ProcessExit")
@Label("Process Exit")
@Description("A process ended")
@Category("OTP")
@StackTrace(false)
final class ProcessExitEvent extends Event {
    private static final ProcessExitEvent PROBE = new ProcessExitEvent();
    private static final int LONGEST_REASON = 500;

    @Label("Process")
    String process = "";

    @Label("Initial Call")
    String initialCall = "";

    @Label("Registered Name")
    @Description("The name it had, or nothing")
    String registeredName = "";

    @Label("Reason")
    String reason = "";

    @Label("Age")
    @Description("How long it lived, on its node's clock")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    static void record(ControlBlock block, ExitReason reason) {
        // <0.0.0> of a node never runs.
        if (!PROBE.isEnabled() || block.pid.serial == 0) {
            return;
        }
        var event = new ProcessExitEvent();
        event.process = block.pid.toString();
        event.initialCall = block.label;
        String name = block.name();
        event.registeredName = name == null ? "" : name;
        event.reason = Inspect.inspect(reason, LONGEST_REASON);
        event.age = block.node.clock().now() - block.startedAt;
        event.commit();
    }
}
