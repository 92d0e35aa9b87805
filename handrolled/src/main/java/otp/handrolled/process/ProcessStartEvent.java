package otp.handrolled.process;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A process was spawned, for JDK Flight Recorder. Costs one check of a flag when nobody records.
 *
 * <p>Without stack traces by default, since there may be many: {@code otp.ProcessStart#stackTrace=true} in the settings of a
 * recording shows who spawns.
 */
@Name("otp.ProcessStart")
@Label("Process Start")
@Description("A process was spawned")
@Category("OTP")
@StackTrace(false)
final class ProcessStartEvent extends Event {
    /** Asked whether anybody records, so that no event is made in vain. */
    private static final ProcessStartEvent PROBE = new ProcessStartEvent();

    @Label("Process")
    String process = "";

    @Label("Initial Call")
    String initialCall = "";

    @Label("Parent")
    @Description("The process that spawned it, or nothing")
    String parent = "";

    static void record(ControlBlock block) {
        if (!PROBE.isEnabled()) {
            return;
        }
        var event = new ProcessStartEvent();
        event.process = block.pid.toString();
        event.initialCall = block.label;
        event.parent = block.parent == null ? "" : block.parent.toString();
        event.commit();
    }
}
