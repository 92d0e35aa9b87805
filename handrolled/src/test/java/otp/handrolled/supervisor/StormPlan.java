package otp.handrolled.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import otp.handrolled.process.ChildSpec.Restart;

/** A random tree of supervisors and workers, as it is at its first start. */
sealed interface StormPlan {
    /** Where it stands in the tree; unique, and the name it is registered under. */
    String path();

    /** A {@link Supervisor}. */
    record Group(String path, Flags flags, Restart restart, List<StormPlan> children) implements StormPlan {}

    /** A {@link DynamicSupervisor}. */
    record Crowd(String path, Flags flags) implements StormPlan {}

    /** A registry. The table owners of the whole tree register there, and go with it when it crashes. */
    record Names(String path) implements StormPlan {}

    record Worker(String path, Manner manner, Restart restart) implements StormPlan {}

    enum Manner {
        /** A server with a name that traps exits and has as long as it takes to stop. */
        TRAPPING_SERVER,
        /** A server with a name that dies of any exit signal. */
        SERVER,
        /** A server that dies of any exit signal, owns a named table, and has its name in the registry. */
        TABLE_OWNER,
        /** A process without a name that only waits, and is stopped by a kill. */
        BARE_PROCESS,
        /** A process that pays no heed when it is told to shut down, and is killed then. */
        STUBBORN_PROCESS;

        boolean isServer() {
            return this != BARE_PROCESS && this != STUBBORN_PROCESS;
        }
    }

    /** The path of the registry, the first child of the root. */
    String NAMES = "root.names";

    /** A tree whose root never runs out of budget; the other supervisors soon do. */
    static Group random(Random random) {
        Strategy strategy = pick(random, Strategy.values());
        var root = group(random, "root", SupervisorTest.plenty(strategy), 3, Restart.PERMANENT);
        var children = new ArrayList<StormPlan>(List.of(new Names(NAMES)));
        children.addAll(root.children);
        return new Group("root", root.flags, root.restart, children);
    }

    private static Group group(Random random, String path, Flags flags, int depth, Restart restart) {
        var children = new ArrayList<StormPlan>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            children.add(child(random, path + "." + i, depth - 1));
        }
        return new Group(path, flags, restart, children);
    }

    private static StormPlan child(Random random, String path, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 5);
        if (kind == 0) {
            return new Crowd(path, flags(random, Strategy.ONE_FOR_ONE));
        }
        if (kind >= 6) {
            Restart restart = random.nextInt(4) == 0 ? Restart.TRANSIENT : Restart.PERMANENT;
            return group(random, path, flags(random, pick(random, Strategy.values())), depth, restart);
        }
        return worker(random, path);
    }

    static Worker worker(Random random, String path) {
        return new Worker(path, pick(random, Manner.values()), pick(random, Restart.values()));
    }

    private static Flags flags(Random random, Strategy strategy) {
        return Flags.of(strategy).withBudget(random.nextInt(4), Duration.ofSeconds(1 + random.nextInt(5)));
    }

    static <T> T pick(Random random, T[] any) {
        return any[random.nextInt(any.length)];
    }
}
