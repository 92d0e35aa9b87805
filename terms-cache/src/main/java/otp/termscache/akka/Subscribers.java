package otp.termscache.akka;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashSet;
import java.util.Set;
import otp.termscache.Change;

/** Who hears of the changes of a cache. Belongs to one actor, which watches them. */
final class Subscribers<K, V> {
    private final Set<ActorRef<? super Change<K, V>>> all = new LinkedHashSet<>();

    void add(ActorRef<? super Change<K, V>> subscriber) {
        all.add(subscriber);
    }

    void remove(ActorRef<?> subscriber) {
        all.remove(subscriber);
    }

    void tell(Change<K, V> change) {
        all.forEach(subscriber -> subscriber.tell(change));
    }
}
