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

    record Worker(String path, Manner manner, Restart restart) implements StormPlan {}

    enum Manner {
        /** A server with a name that traps exits and has as long as it takes to stop. */
        TRAPPING_SERVER,
        /** A server with a name that dies of any exit signal. */
        SERVER,
        /** A process without a name that only waits, and is stopped by a kill. */
        BARE_PROCESS
    }

    /** A tree whose root never runs out of budget; the other supervisors soon do. */
    static Group random(Random random) {
        Strategy strategy = pick(random, Strategy.values());
        return group(random, "root", SupervisorTest.plenty(strategy), 3, Restart.PERMANENT);
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
