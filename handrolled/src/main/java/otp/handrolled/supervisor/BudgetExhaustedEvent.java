package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Inspect;

/** A supervisor shuts down because it has restarted too often, for JDK Flight Recorder. */
@Name("otp.BudgetExhausted")
@Label("Restart Budget Exhausted")
@Description("A supervisor has reached its maximum of restarts within a period, and shuts down")
@Category("OTP")
@StackTrace(false)
final class BudgetExhaustedEvent extends Event {
    private static final int LONGEST = 500;

    @Label("Supervisor")
    String supervisor = "";

    @Label("Child")
    @Description("The id of the child that was to be restarted")
    String child = "";

    @Label("Maximum of Restarts")
    int maxRestarts;

    @Label("Period")
    @Timespan(Timespan.SECONDS)
    long period;

    /** Called by the supervisor. It happens once in a supervisor's life, so nothing is saved by asking who records. */
    static void record(ChildSpec spec, Flags flags) {
        var event = new BudgetExhaustedEvent();
        event.supervisor = self().toString();
        event.child = Inspect.inspect(spec.id(), LONGEST);
        event.maxRestarts = flags.maxRestarts();
        event.period = flags.maxSeconds().toSeconds();
        event.commit();
    }
}
