package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Listed;

/**
 * Registries: the Receptionist, of which each system has one from its start. A key of a registry is a {@link ServiceKey} of both
 * names. It is asked for everything and answers by a message, with sets of addresses.
 */
final class Registries {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Term OK = Term.atom("ok");

    /** Why there is no idiom. */
    private static final Map<String, String> NONE = Map.of(
            "reg_keys", "the Receptionist does not say which keys an actor has",
            "reg_values", "the Receptionist keeps addresses and no values",
            "reg_update", "the Receptionist keeps addresses and no values",
            "reg_count", "the Receptionist does not say which keys it has, nor how many");

    private static final Set<String> SOME =
            Set.of("registry", "reg_register", "reg_unregister", "reg_lookup", "reg_dispatch");

    private final Puppet self;
    private final ActorRef<Receptionist.Command> receptionist;

    Registries(Puppet self) {
        this.self = self;
        this.receptionist = self.context.getSystem().receptionist();
    }

    static boolean knows(String function) {
        return SOME.contains(function) || NONE.containsKey(function);
    }

    Behavior<Message> of(String function, List<Term> given, Map<String, Term> bindings) {
        String why = NONE.get(function);
        if (why != null) {
            throw new NoIdiomException(why);
        }
        if (function.equals("registry")) {
            return start(given);
        }
        List<Term> arguments = given.stream().map(term -> term.in(bindings)).toList();
        ServiceKey<Message> key = key(arguments.getFirst(), arguments.get(1));
        ActorRef<Message> me = self.context.getSelf();
        switch (function) {
            case "reg_register" ->
                self.context.ask(
                        Receptionist.Registered.class,
                        receptionist,
                        PATIENCE,
                        replyTo -> Receptionist.register(key, me, replyTo),
                        (registered, failure) -> failure == null
                                ? new Message.Answered(Term.tuple(
                                        Term.atom("registered"), new Identity(registered.getServiceInstance(key))))
                                : new Message.NotAnswered(failure));
            case "reg_unregister" -> {
                // Not asked for an answer: there is none if this actor is not registered.
                receptionist.tell(Receptionist.deregister(key, me));
                self.done(OK);
            }
            case "reg_lookup" -> find(key, _ -> {}, true);
            case "reg_dispatch" -> {
                // The answer is handled by who has asked, so this too runs in the caller.
                Term said = Term.tuple(arguments.getLast(), Term.atom("by"), new Identity(me), new Identity(me));
                find(key, who -> who.tell(new Message.Said(said)), false);
            }
            default -> throw new UnsupportedOperationException(function);
        }
        return Behaviors.same();
    }

    private Behavior<Message> start(List<Term> given) {
        if (given.size() == 4) {
            throw new NoIdiomException("one subscribes to a key, not to all that come and go");
        }
        if (given.getLast().equals(Term.atom("unique"))) {
            throw new NoIdiomException("no key of the Receptionist is unique");
        }
        Term identity = new Identity(receptionist);
        return self.done(Term.tuple(OK, identity), Map.of(((Term.Var) given.getFirst()).name(), identity));
    }

    private void find(ServiceKey<Message> key, Consumer<ActorRef<Message>> then, boolean shown) {
        self.context.ask(
                Receptionist.Listing.class,
                receptionist,
                PATIENCE,
                replyTo -> Receptionist.find(key, replyTo),
                (listing, failure) -> {
                    if (failure != null) {
                        return new Message.NotAnswered(failure);
                    }
                    // A set: by path, so that each run shows the same.
                    List<ActorRef<Message>> found = listing.getServiceInstances(key).stream()
                            .sorted(Comparator.comparing(who -> who.path().toStringWithoutAddress()))
                            .toList();
                    found.forEach(then);
                    return new Message.Answered(
                            shown
                                    ? new Listed(found.stream()
                                            .<Term>map(Identity::new)
                                            .toList())
                                    : OK);
                });
    }

    private static ServiceKey<Message> key(Term registry, Term key) {
        return ServiceKey.create(Message.class, registry.show(Object::toString) + "/" + key.show(Object::toString));
    }
}
