package otp.observer.handrolled;

import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;

/** Where sessions are started, as they come: a dynamic supervisor. */
final class Endpoint {
    private Endpoint() {}

    static ChildSpec childSpec() {
        return DynamicSupervisor.childSpec(
                "endpoint", Flags.oneForOne().named("endpoint"), DynamicSupervisor.UNLIMITED);
    }

    static OnStart<Pid> open(ChildSpec session) {
        return DynamicSupervisor.startChild(ServerRef.named("endpoint"), session);
    }
}
