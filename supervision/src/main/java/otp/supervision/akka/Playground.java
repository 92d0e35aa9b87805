package otp.supervision.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import otp.supervision.settings.GroupSettings;

/**
 * A tree to play with. Its from-scratch twin has the same name and the same tree:
 *
 * <pre>
 * playground        each group restarts by itself
 *   one_for_one     a b c, each restarts by itself
 *   one_for_all     d e f, together
 *   rest_for_one    g h i, with those that come later
 *   restart_types   permanent, transient, temporary, named after what they are
 *   dynamic         empty, takes children on request
 *   escalation      restarts
 *     fragile       which gives up when
 *       j           crashes twice within five seconds
 * </pre>
 *
 * <p>It is a group itself: ask it for its children with {@link Group.WhichChildren}, and those for theirs.
 */
public final class Playground {
    private Playground() {}

    /**
     * The tree, to be spawned anywhere or to be the guardian, with the settings of its actor system.
     *
     * <p>If one makes no sense, the actor fails when it starts, with a {@link otp.supervision.settings.SettingException}, and nothing
     * of the tree is started.
     */
    public static Behavior<Group.Command> create() {
        return Behaviors.setup(context ->
                create(GroupSettings.of(context.getSystem().settings().config())));
    }

    // region tree
    /**
     * The tree, to be spawned anywhere or to be the guardian.
     *
     * @param settings the restart budget of the groups of workers; {@code fragile} has its own
     */
    public static Behavior<Group.Command> create(GroupSettings settings) {
        var budget = Budget.of(settings.maxRestarts(), settings.period());
        return OneForOne.create(
                Budget.DEFAULT,
                List.of(
                        Group.spec("one_for_one", OneForOne.create(budget, workers("a", "b", "c"))),
                        Group.spec("one_for_all", OneForAll.create(budget, workers("d", "e", "f"))),
                        Group.spec("rest_for_one", RestForOne.create(budget, workers("g", "h", "i"))),
                        Group.spec("restart_types", Respawn.create(budget, restartTypes())),
                        Spec.of(Dynamic.Command.class, "dynamic", Dynamic.create(budget)),
                        Group.spec("escalation", OneForOne.create(Budget.DEFAULT, List.of(fragile())))));
    }

    private static Spec<Group.Command> fragile() {
        return Group.spec("fragile", OneForOne.create(Budget.of(1, Duration.ofSeconds(5)), workers("j")));
    }
    // endregion

    private static List<Respawn.Kept> restartTypes() {
        return List.of(
                new Respawn.Kept(Worker.spec("permanent"), Restart.PERMANENT),
                new Respawn.Kept(Worker.spec("transient"), Restart.TRANSIENT),
                new Respawn.Kept(Worker.spec("temporary"), Restart.TEMPORARY));
    }

    private static List<Spec<Worker.Command>> workers(String... names) {
        return Stream.of(names).map(Worker::spec).toList();
    }
}
