package otp.comparison.speed;

import java.util.List;

/** The parts of the table: rows that are compared with the same columns. */
enum Group {
    PROCESSES(Lane.BEAM, Lane.AKKA, Lane.AKKA_TUNED, Lane.AKKA_ASYNC, Lane.HANDROLLED),
    TABLES(Lane.BEAM, Lane.CAFFEINE, Lane.MAP, Lane.HANDROLLED);

    final List<Lane> lanes;

    Group(Lane... lanes) {
        this.lanes = List.of(lanes);
    }
}
