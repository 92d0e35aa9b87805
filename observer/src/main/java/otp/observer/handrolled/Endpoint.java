package otp.observer.handrolled;

import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;

/** Where sessions are started, as they come: a dynamic supervisor. The limit is for the day when too many come. */
final class Endpoint {
    private static final int MAX_SESSIONS = 1_000;

    private Endpoint() {}

    static ChildSpec childSpec() {
        return DynamicSupervisor.childSpec("endpoint", Flags.oneForOne().named("endpoint"), MAX_SESSIONS);
    }

    static OnStart<Pid> open(ChildSpec session) {
        return DynamicSupervisor.startChild(ServerRef.named("endpoint"), session);
    }
}
