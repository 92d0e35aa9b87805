package otp.supervision.handrolled;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.Supervisor.Refusal;
import otp.supervision.settings.GroupSettings;
import otp.supervision.settings.SettingException;

/**
 * A tree of supervisors to play with: each strategy, each restart type, workers that are started on request, and a budget that
 * runs out.
 *
 * <pre>
 * playground            one_for_one
 *   one_for_one         one_for_one   a b c
 *   one_for_all         one_for_all   d e f
 *   rest_for_one        rest_for_one  g h i
 *   restart_types       one_for_one   permanent transient temporary
 *   dynamic             workers by name, on request
 *   escalation          one_for_one
 *     fragile           one_for_one, 1 restart in 5 s   j
 * </pre>
 *
 * <p>All are registered under these names, supervisors and workers alike, so every name is there once. All functions must be called
 * in a process.
 */
public final class Playground {
    private Playground() {}

    /**
     * Starts the playground with the settings of now: {@link #startLink(GroupSettings)}.
     *
     * @return its supervisor, or {@link ExitReason.AlreadyStarted} if there is one
     * @throws SettingException if a setting makes no sense; nothing is started then
     */
    public static OnStart<ServerRef<Supervisor.Message>> startLink() {
        return startLink(GroupSettings.load());
    }

    /**
     * Starts the playground, linked to the caller: {@code start_link/1}. Blocks until all of it runs.
     *
     * @param settings the restart budget of the groups of workers; {@code fragile} has its own
     * @return its supervisor, or {@link ExitReason.AlreadyStarted} if there is one
     */
    public static OnStart<ServerRef<Supervisor.Message>> startLink(GroupSettings settings) {
        return Supervisor.startLink(children(settings), Flags.oneForOne().named("playground"));
    }

    /**
     * How another supervisor starts the playground with the settings of now, again and again: {@link #childSpec(GroupSettings)}.
     *
     * @return the spec
     * @throws SettingException if a setting makes no sense
     */
    public static ChildSpec childSpec() {
        return childSpec(GroupSettings.load());
    }

    /**
     * How another supervisor starts the playground: {@code child_spec/1}.
     *
     * @param settings the restart budget of the groups of workers; {@code fragile} has its own
     * @return the spec
     */
    public static ChildSpec childSpec(GroupSettings settings) {
        return Supervisor.childSpec(
                "playground", children(settings), Flags.oneForOne().named("playground"));
    }

    private static List<ChildSpec> children(GroupSettings settings) {
        return List.of(
                group(
                        "one_for_one",
                        within(settings, Flags.oneForOne()),
                        Worker.childSpec("a"),
                        Worker.childSpec("b"),
                        Worker.childSpec("c")),
                group(
                        "one_for_all",
                        within(settings, Flags.oneForAll()),
                        Worker.childSpec("d"),
                        Worker.childSpec("e"),
                        Worker.childSpec("f")),
                // region group
                group(
                        "rest_for_one",
                        within(settings, Flags.restForOne()),
                        Worker.childSpec("g"),
                        Worker.childSpec("h"),
                        Worker.childSpec("i")),
                // endregion
                group(
                        "restart_types",
                        within(settings, Flags.oneForOne()),
                        Worker.childSpec("permanent"),
                        Worker.childSpec("transient").withRestart(Restart.TRANSIENT),
                        Worker.childSpec("temporary").withRestart(Restart.TEMPORARY)),
                DynamicSupervisor.childSpec(
                        "dynamic", within(settings, Flags.oneForOne()).named("dynamic"), DynamicSupervisor.UNLIMITED),
                group(
                        "escalation",
                        Flags.oneForOne(),
                        group(
                                "fragile",
                                Flags.oneForOne().withBudget(1, Duration.ofSeconds(5)),
                                Worker.childSpec("j"))));
    }

    private static Flags within(GroupSettings settings, Flags flags) {
        return flags.withBudget(settings.maxRestarts(), settings.period());
    }

    private static ChildSpec group(String name, Flags flags, ChildSpec... children) {
        return Supervisor.childSpec(name, List.of(children), flags.named(name));
    }

    // region dynamic
    /**
     * Starts a worker under the dynamic supervisor: {@code DynamicSupervisor.start_child/2}. Blocks until it runs.
     *
     * @param name its name
     * @param restart whether it is started again after it ended
     * @return its pid, or {@link ExitReason.AlreadyStarted} if the name is taken, by whomever
     * @throws IllegalArgumentException if the name is blank
     */
    public static OnStart<Pid> startWorker(String name, Restart restart) {
        return DynamicSupervisor.startChild(
                ServerRef.named("dynamic"), Worker.childSpec(name).withRestart(restart));
    }

    /**
     * Stops a worker of the dynamic supervisor for good: {@code DynamicSupervisor.terminate_child/2}. Blocks until it is gone.
     *
     * @param name its name
     * @return nothing if it is gone now; {@link Refusal#NOT_FOUND} if nobody has the name, or somebody else
     */
    public static Optional<Refusal> stopWorker(String name) {
        Pid worker = Worker.named(name).whereis();
        return worker == null
                ? Optional.of(Refusal.NOT_FOUND)
                : DynamicSupervisor.terminateChild(ServerRef.named("dynamic"), worker);
    }
    // endregion
}
