package otp.observer.handrolled;

import java.time.Duration;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.observer.tree.Action;
import otp.observer.tree.Outcome;

/** Does to a process what OTP's own tools could do: exit signals, and the system messages that every behaviour answers. */
final class ProcessActions {
    /** How long the one who asks waits. Whoever is busy for longer still gets the message. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What a process that is crashed from outside has thrown, as far as anybody can tell. */
    static final class CrashedOnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1;

        CrashedOnPurpose() {
            super("crashed from the observer's page", null, false, false);
        }
    }

    private ProcessActions() {}

    static Outcome act(ProcessInfo process, Action action) {
        Pid pid = process.pid();
        boolean server = process.answersSystemMessages();
        return switch (action) {
            case CRASH -> {
                var crash = new ExitReason.Crash(new CrashedOnPurpose());
                yield server
                        ? end(
                                pid,
                                crash,
                                "It ends with an exception at its next message, as if its own code had thrown.")
                        : signal(
                                pid,
                                crash,
                                "It is no server, so it got an exit signal with an exception as the reason. Unless it"
                                        + " traps exits, it is dead.");
            }
            case KILL -> signal(pid, ExitReason.KILL, "It was killed: no terminate ran, and its links hear killed.");
            case STOP ->
                server
                        ? end(pid, ExitReason.NORMAL, "It ends in order, with the reason normal.")
                        : signal(
                                pid,
                                ExitReason.SHUTDOWN,
                                "It is no server, so it got an exit signal with the reason shutdown."
                                        + " Unless it traps exits, it is dead.");
            case SUSPEND ->
                server
                        ? system(
                                () -> Sys.suspend(ServerRef.of(pid), PATIENCE),
                                "It is suspended: what it is sent waits.")
                        : noServer();
            case RESUME ->
                server
                        ? system(() -> Sys.resume(ServerRef.of(pid), PATIENCE), "It goes on with what has waited.")
                        : noServer();
        };
    }

    private static Outcome signal(Pid pid, ExitReason reason, String words) {
        Processes.exit(pid, reason);
        return Outcome.done(words);
    }

    private static Outcome end(Pid pid, ExitReason reason, String words) {
        return system(() -> Gen.stop("GenServer.stop", pid, pid, reason, PATIENCE), words);
    }

    private static Outcome noServer() {
        return Outcome.refused(
                "It is no GenServer or another behaviour, so it does not understand system messages: neither could"
                        + " :sys suspend or resume it.");
    }

    private static Outcome system(Runnable message, String words) {
        try {
            message.run();
            return Outcome.done(words);
        } catch (ProcessExit exit) {
            if (exit.reason() instanceof ExitReason.CallFailed failed) {
                return failed.reason() == ExitReason.TIMEOUT
                        ? Outcome.done("It was told, and has not answered within " + PATIENCE.toSeconds()
                                + " s: it is busy, and does so when it has finished what it does.")
                        : Outcome.refused("It has ended meanwhile: " + failed.reason() + ".");
            }
            throw exit;
        }
    }
}
