package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Inspect;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;

/**
 * A supervisor has tried to start a child again, for JDK Flight Recorder: one event for each child and each try, so one crash
 * under one_for_all makes several. Costs one check of a flag when nobody records.
 */
@Name("otp.Restart")
@Label("Restart")
@Description("A supervisor tried to start a child again")
@Category("OTP")
@StackTrace(false)
final class RestartEvent extends Event {
    private static final RestartEvent PROBE = new RestartEvent();
    private static final int LONGEST = 500;

    @Label("Supervisor")
    String supervisor = "";

    @Label("Child")
    @Description("The id of the child")
    String child = "";

    @Label("Process")
    @Description("The new process, or nothing if it did not start")
    String process = "";

    @Label("Outcome")
    @Description("ok, ignore, or why it did not start and will be tried again")
    String outcome = "";

    /** Called by the supervisor. */
    static void record(ChildSpec spec, OnStart<Pid> started) {
        if (!PROBE.isEnabled()) {
            return;
        }
        var event = new RestartEvent();
        event.supervisor = self().toString();
        event.child = Inspect.inspect(spec.id(), LONGEST);
        switch (started) {
            case OnStart.Ok<Pid>(var pid) -> event.ok(pid);
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> event.ok(pid);
            case OnStart.Ignored<Pid>() -> event.outcome = "ignore";
            case OnStart.Failed<Pid>(var reason) -> event.outcome = Inspect.inspect(reason, LONGEST);
        }
        event.commit();
    }

    private void ok(Pid pid) {
        process = pid.toString();
        outcome = "ok";
    }
}
