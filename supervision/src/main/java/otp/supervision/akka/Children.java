package otp.supervision.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.pattern.StatusReply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state that all groups have in common: who lives, in the order of the start, and who waits for the end of whom. Immutable.
 */
record Children(List<Child<?>> living, List<Stopping> stopping) {
    record Stopping(Child<?> child, ActorRef<StatusReply<Done>> replyTo) {}

    static Children none() {
        return new Children(List.of(), List.of());
    }

    /** Starts these, in this order; none waits until the one before has begun. */
    static Children start(ActorContext<?> group, List<Spec<?>> specs) {
        return none().with(group, specs);
    }

    Children with(ActorContext<?> group, List<Spec<?>> specs) {
        Stream<Child<?>> started = specs.stream().map(spec -> spec.start(group));
        return new Children(Stream.concat(living.stream(), started).toList(), stopping);
    }

    Optional<Child<?>> named(String name) {
        return living.stream().filter(child -> child.name().equals(name)).findAny();
    }

    /**
     * Whether it is one of the children. Of those from before a restart of the group it is not: the end of one that ended together
     * with the first may come late, to the group that has begun anew.
     */
    boolean has(ActorRef<?> ref) {
        return living.stream().anyMatch(child -> child.ref().equals(ref));
    }

    /** Whether it was stopped by request, so that its end is no surprise. */
    boolean stops(ActorRef<?> ref) {
        return stopping.stream().anyMatch(each -> each.child().ref().equals(ref));
    }

    /** Begins to stop a child; who asked hears when {@link #without} it. */
    Children stop(ActorContext<?> group, Group.StopChild request) {
        Optional<Child<?>> child = named(request.name());
        if (child.isEmpty()) {
            List<String> known = living.stream().map(Child::name).toList();
            request.replyTo().tell(StatusReply.error(new Group.NoSuchChild(request.name(), known)));
            return this;
        }
        group.stop(child.get().ref());
        var more = new Stopping(child.get(), request.replyTo());
        return new Children(
                living, Stream.concat(stopping.stream(), Stream.of(more)).toList());
    }

    /** A child has ended. Answers those who have asked for that. */
    Children without(ActorRef<?> ref) {
        stopping.stream()
                .filter(each -> each.child().ref().equals(ref))
                .forEach(each -> each.replyTo().tell(StatusReply.ack()));
        return new Children(
                living.stream().filter(child -> !child.ref().equals(ref)).toList(),
                stopping.stream()
                        .filter(each -> !each.child().ref().equals(ref))
                        .toList());
    }

    /** The group restarts, which starts all of its children again: who still waits for the end of one is told so. */
    void restarted() {
        stopping.forEach(each -> each.replyTo()
                .tell(StatusReply.error(new Group.Restarted(each.child().name()))));
    }

    /** The group has ended, which an actor does after all of its children: who still waits for the end of one has it. */
    void stopped() {
        stopping.forEach(each -> each.replyTo().tell(StatusReply.ack()));
    }
}
