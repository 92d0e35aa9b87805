package otp.comparison.speed;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The parts of the table: rows that are compared with the same columns. */
enum Group {
    PROCESSES(Lane.BEAM, Lane.AKKA, Lane.AKKA_TUNED, Lane.AKKA_ASYNC, Lane.HANDROLLED),
    TABLES(Lane.BEAM, Lane.CAFFEINE, Lane.MAP, Lane.HANDROLLED),
    CACHES(Lane.BEAM, Lane.ONE_PROCESS, Lane.CAFFEINE, Lane.MAP, Lane.HANDROLLED),
    REDIS(Lane.BEAM, Lane.AKKA, Lane.AKKA_TUNED, Lane.LETTUCE_NIO, Lane.LETTUCE_EPOLL, Lane.JEDIS, Lane.HANDROLLED);

    final List<Lane> lanes;

    Group(Lane... lanes) {
        this.lanes = List.of(lanes);
    }

    /** The one that is called so, or all of them if that is asked for; none if there is no such group. */
    static List<Group> named(String name) {
        return Stream.of(values())
                .filter(group -> name.equals("all") || name.equals(group.toString()))
                .toList();
    }

    /** Its name as one types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
