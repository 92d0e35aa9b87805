package otp.handrolled.task;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.unlink;

import java.util.List;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;

/**
 * Ends a linked process without dying of it. That takes an unlink before the exit signal, and whoever dies between the two
 * leaves behind a process that nothing ends any more. So a second process stands by, and sends the signal if the first one dies
 * before it could (T9).
 */
final class Enforcer {
    private record Done() {}

    private Enforcer() {}

    /** Unlinks the process from the caller and sends it the exit signal, whatever happens to the caller meanwhile. */
    static void unlinkAndExit(Pid process, ExitReason reason) {
        steps(process, reason).forEach(Runnable::run);
    }

    /** What that takes, one by one, so that a test can let the caller die after each. The enforcer stands by already. */
    static List<Runnable> steps(Pid process, ExitReason reason) {
        Pid enforcer = standBy(process, reason);
        return List.of(() -> unlink(process), () -> exit(process, reason), () -> send(enforcer, new Done()));
    }

    /** From here on, if the caller dies, the process gets the signal; until it is told that this is done. */
    private static Pid standBy(Pid process, ExitReason reason) {
        Pid caller = self();
        return spawn(() -> {
            Ref monitor = monitor(caller);
            receive(message -> switch (message) {
                case Done() -> () -> true;
                case Down(var ref, var _, var _)
                when ref == monitor ->
                    () -> {
                        exit(process, reason);
                        return true;
                    };
                default -> null;
            });
        });
    }
}
