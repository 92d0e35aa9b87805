package otp.supervision.akka;

import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of a group that replaces its children: what {@link Respawn} and {@link Dynamic} have in common. Immutable.
 *
 * @param restarts when each living child is to be started again, by name
 */
record Respawned(Budget budget, Map<String, Restart> restarts, Children children) {
    Respawned {
        restarts = Map.copyOf(restarts);
    }

    static Respawned start(ActorContext<?> group, Budget budget, List<Respawn.Kept> kept) {
        var state = new Respawned(budget, Map.of(), Children.none());
        for (Respawn.Kept each : kept) {
            state = state.with(group, each);
        }
        return state;
    }

    Respawned with(ActorContext<?> group, Respawn.Kept kept) {
        var more = new HashMap<>(restarts);
        more.put(kept.spec().name(), kept.restart());
        return new Respawned(budget, more, children.with(group, List.of(kept.spec())));
    }

    Respawned stop(ActorContext<?> group, Group.StopChild request) {
        return new Respawned(budget, restarts, children.stop(group, request));
    }

    // region ended
    /**
     * A child has ended: forgets it, or starts it again.
     *
     * @throws Budget.Exhausted if that is once too often
     */
    Respawned ended(ActorContext<?> group, Terminated ended) {
        String name = ended.getRef().path().name();
        boolean failure = ended instanceof ChildFailed;
        Restart restart = Objects.requireNonNull(restarts.get(name));
        Spec<?> spec = children.named(name).orElseThrow().spec();
        if (children.stops(ended.getRef()) || !restart.after(failure)) {
            var less = new HashMap<>(restarts);
            less.remove(name);
            return new Respawned(budget, less, children.without(ended.getRef()));
        }
        Budget left = budget.spend(name + (failure ? " has failed" : " has ended"));
        return new Respawned(left, restarts, children.without(ended.getRef()).with(group, List.of(spec)));
    }
    // endregion
}
