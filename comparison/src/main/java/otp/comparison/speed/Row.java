package otp.comparison.speed;

import static otp.comparison.speed.Group.CACHES;
import static otp.comparison.speed.Group.PROCESSES;
import static otp.comparison.speed.Group.REDIS;
import static otp.comparison.speed.Group.TABLES;

import java.util.List;

/** The rows of the table: what is measured, in what unit, and what {@code handrolled} is to reach. */
enum Row {
    HAND_OVER(PROCESSES, "park/unpark, the yardstick", "ns", "hand-over", List.of(), ""),
    CALL_1(
            PROCESSES,
            "call, 1 caller",
            "ns",
            "call-1",
            List.of(times(0.8, Lane.BEAM), times(1 / 3.0, Lane.AKKA)),
            "1230-1700"),
    CALL_100(
            PROCESSES,
            "call, 100 callers",
            "ns",
            "call-100",
            List.of(times(0.5, Lane.BEAM), times(1, Lane.AKKA_ASYNC)),
            "850-1200"),
    CAST_1(
            PROCESSES,
            "cast, 1 producer",
            "ns",
            "cast-1",
            List.of(times(1 / 3.0, Lane.BEAM), times(1, Lane.AKKA)),
            "120"),
    CAST_8(
            PROCESSES,
            "cast, 8 producers",
            "ns",
            "cast-8",
            List.of(times(1 / 3.0, Lane.BEAM), times(1, Lane.AKKA)),
            "300"),
    STATE_MACHINE(PROCESSES, "gen_statem, change of state", "ns", "gen-statem", List.of(times(1, Lane.BEAM)), ""),
    SPAWN(
            PROCESSES,
            "spawn, run, exit",
            "ns",
            "spawn",
            List.of(times(1 / 3.0, Lane.BEAM), times(1 / 5.0, Lane.AKKA)),
            "1920"),
    RING(PROCESSES, "ring of 1,000, a hop", "ns", "ring", List.of(times(1, Lane.BEAM)), "419"),
    CRASH_TO_LIVE(PROCESSES, "crash to new live child", "us", "crash-to-live", List.of(new Goal.AtMost(10)), ""),
    RESTART(PROCESSES, "restart, one of many", "ns", "restart", List.of(new Goal.AtMost(5_000)), ""),
    DYNAMIC_START(PROCESSES, "100,000 children: start, each", "ns", "dynamic-start", List.of(), ""),
    DYNAMIC_STOP(PROCESSES, "100,000 children: stop of all", "ms", "dynamic-stop", List.of(), ""),
    IDLE(PROCESSES, "idle, linked", "bytes", "idle", List.of(new Goal.AtMost(1_000)), "2660"),
    IDLE_NAMED(PROCESSES, "idle, linked, named", "bytes", "idle-named", List.of(new Goal.AtMost(1_000)), ""),
    IDLE_COMPACT(PROCESSES, "idle, linked; compact headers", "bytes", "idle-compact", List.of(), ""),
    IDLE_NAMED_COMPACT(PROCESSES, "idle, named; compact headers", "bytes", "idle-named-compact", List.of(), ""),
    READ_1(TABLES, "table read, 1 reader", "ns", "read-1", List.of(new Goal.AtMost(20), times(2, Lane.MAP)), "170"),
    READ_8(TABLES, "table read, 8 readers", "ns", "read-8", List.of(new Goal.AtMost(20), times(2, Lane.MAP)), "74"),
    INSERT(TABLES, "table insert", "ns", "insert", List.of(times(1, Lane.BEAM)), ""),
    UPDATE_COUNTER(TABLES, "update_counter", "ns", "update-counter", List.of(times(1, Lane.BEAM)), ""),
    SWEEP_ALL(TABLES, "sweep 1,000,000: all expired", "ms", "sweep-all", List.of(new Goal.AtMost(100)), "453"),
    SWEEP_NONE(TABLES, "sweep 1,000,000: none expired", "ms", "sweep-none", List.of(times(1, Lane.BEAM)), "220"),
    CACHE_GET_1(CACHES, "cache get, 1 reader", "ns", "cache-get-1", List.of(new Goal.AtMost(20)), ""),
    CACHE_GET_8(CACHES, "cache get, 8 readers", "ns", "cache-get-8", List.of(new Goal.AtMost(20)), ""),
    CACHE_PUT(CACHES, "cache put, 1 writer", "ns", "cache-put", List.of(), ""),
    CACHE_MIXED(CACHES, "cache, 8 callers: 95 get, 5 put", "ns", "cache-mixed", List.of(), ""),
    CACHE_FETCH(CACHES, "cache fetch: 100 ask, 1 loads", "us", "cache-fetch", List.of(), ""),
    CACHE_SWEEP_ALL(CACHES, "1,000,000, all expired", "ms", "cache-sweep-all", List.of(new Goal.AtMost(100)), ""),
    CACHE_SWEEP_HALF(CACHES, "1,000,000, half expired", "ms", "cache-sweep-half", List.of(), ""),
    CACHE_SWEEP_NONE(CACHES, "1,000,000, none expired", "ms", "cache-sweep-none", List.of(new Goal.AtMost(1)), ""),
    CACHE_ENTRY(CACHES, "1,000,000, each", "bytes", "cache-entry", List.of(), ""),
    REDIS_1(
            REDIS,
            "GET, 1 caller",
            "ns",
            "redis-1",
            List.of(new Goal.WithinSpread(Lane.LETTUCE_NIO), new Goal.WithinSpread(Lane.LETTUCE_EPOLL)),
            "79000-104000"),
    REDIS_50(
            REDIS,
            "GET, 50 callers",
            "ns",
            "redis-50",
            List.of(times(0.5, Lane.LETTUCE_NIO), times(0.5, Lane.LETTUCE_EPOLL)),
            "9900"),
    REDIS_PIPELINE_16(REDIS, "pipeline of 16, a command", "ns", "redis-pipeline-16", notSlowerThanLettuce(), ""),
    REDIS_PIPELINE_100(REDIS, "pipeline of 100, a command", "ns", "redis-pipeline-100", notSlowerThanLettuce(), ""),
    REDIS_PIPELINE_1000(REDIS, "pipeline of 1,000, a command", "ns", "redis-pipeline-1000", notSlowerThanLettuce(), ""),
    REDIS_POOL_50(REDIS, "pool of 4: GET, 50 callers", "ns", "redis-pool-50", List.of(), "");

    final Group group;
    final String title;
    final String unit;

    /** What programs call it: the BEAM script, the command line. */
    final String key;

    final List<Goal> goals;

    /** The BEAM on the machine the goals were set on, to be shown where it is not installed; never used for a ratio. */
    final String beamElsewhere;

    Row(Group group, String title, String unit, String key, List<Goal> goals, String beamElsewhere) {
        this.group = group;
        this.title = title;
        this.unit = unit;
        this.key = key;
        this.goals = goals;
        this.beamElsewhere = beamElsewhere;
    }

    private static List<Goal> notSlowerThanLettuce() {
        return List.of(times(1, Lane.LETTUCE_NIO), times(1, Lane.LETTUCE_EPOLL));
    }

    private static Goal times(double factor, Lane lane) {
        return new Goal.AtMostTimes(factor, lane);
    }
}
