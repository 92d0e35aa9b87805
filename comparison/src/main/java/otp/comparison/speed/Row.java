package otp.comparison.speed;

import java.util.List;

/** The rows of the table: what is measured, in what unit, and what {@code handrolled} is to reach. */
enum Row {
    HAND_OVER("park/unpark, the yardstick", "ns", "hand-over", List.of(), ""),
    CALL_1("call, 1 caller", "ns", "call-1", List.of(times(0.8, Lane.BEAM), times(1 / 3.0, Lane.AKKA)), "1230-1700"),
    CALL_100(
            "call, 100 callers",
            "ns",
            "call-100",
            List.of(times(0.5, Lane.BEAM), times(1, Lane.AKKA_ASYNC)),
            "850-1200"),
    CAST_1("cast, 1 producer", "ns", "cast-1", List.of(times(1 / 3.0, Lane.BEAM), times(1, Lane.AKKA)), "120"),
    CAST_8("cast, 8 producers", "ns", "cast-8", List.of(times(1 / 3.0, Lane.BEAM), times(1, Lane.AKKA)), "300"),
    SPAWN("spawn, run, exit", "ns", "spawn", List.of(times(1 / 3.0, Lane.BEAM), times(1 / 5.0, Lane.AKKA)), "1920"),
    RING("ring of 1,000, a hop", "ns", "ring", List.of(times(1, Lane.BEAM)), "419"),
    IDLE("idle, linked", "bytes", "idle", List.of(new Goal.AtMost(1_000)), "2660"),
    IDLE_NAMED("idle, linked, named", "bytes", "idle-named", List.of(new Goal.AtMost(1_000)), ""),
    IDLE_COMPACT("idle, linked; compact headers", "bytes", "idle-compact", List.of(), ""),
    IDLE_NAMED_COMPACT("idle, named; compact headers", "bytes", "idle-named-compact", List.of(), "");

    final String title;
    final String unit;

    /** What programs call it: the BEAM script, the command line. */
    final String key;

    final List<Goal> goals;

    /** The BEAM on the machine the goals were set on, to be shown where it is not installed; never used for a ratio. */
    final String beamElsewhere;

    Row(String title, String unit, String key, List<Goal> goals, String beamElsewhere) {
        this.title = title;
        this.unit = unit;
        this.key = key;
        this.goals = goals;
        this.beamElsewhere = beamElsewhere;
    }

    private static Goal times(double factor, Lane lane) {
        return new Goal.AtMostTimes(factor, lane);
    }
}
