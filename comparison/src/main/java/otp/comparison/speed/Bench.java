package otp.comparison.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import otp.comparison.speed.akka.Settings;
import otp.comparison.speed.lettuce.Transport;
import otp.redisclient.LocalRedis;
import otp.redisclient.RedisUri;

/**
 * Measures all rows in all lanes and prints the table. A program: {@code quick} is one round, {@code full} is three longer ones.
 * README.md of this module says how to start it and how to read what it prints.
 */
public final class Bench {
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final List<String> JVM_ARGUMENTS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED", // for Netty's epoll
            "-Dlogback.configurationFile=otp/comparison/speed/logback.xml",
            // The same start and end for all lanes: a heap that grows while it is measured is slower for whoever comes
            // first.
            "-Xms1g",
            "-Xmx1g");

    private final boolean full;
    private final @Nullable Beam beam;
    private final Path beamScript;
    private final List<Group> groups;
    private final @Nullable LocalRedis redis;
    private final Figures figures = new Figures();

    private Bench(boolean full, @Nullable Beam beam, Path beamScript, List<Group> groups, @Nullable LocalRedis redis) {
        this.full = full;
        this.beam = beam;
        this.beamScript = beamScript;
        this.groups = groups;
        this.redis = redis;
    }

    /**
     * Runs the benchmarks.
     *
     * @param arguments the BEAM's script; {@code quick} or {@code full}; a part of the table, such as {@code caches}, or {@code all};
     *     and, if the table is to be written too, a file for it
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3
                || arguments.length > 4
                || !List.of("quick", "full").contains(arguments[1])
                || Group.named(arguments[2]).isEmpty()) {
            System.err.println("expected: quick or full, all or one of " + List.of(Group.values())
                    + ", and perhaps a file to write the table to; got: "
                    + String.join(" ", List.of(arguments).subList(Math.min(1, arguments.length), arguments.length)));
            System.exit(2);
        }
        Beam beam = Beam.find();
        List<Group> groups = Group.named(arguments[2]);
        String report;
        try (LocalRedis redis = groups.contains(Group.REDIS) ? LocalRedis.own() : null) {
            report = new Bench(arguments[1].equals("full"), beam, Path.of(arguments[0]), groups, redis).run();
        }
        System.out.println(report);
        if (arguments.length == 4) {
            Files.writeString(Path.of(arguments[3]), report, StandardCharsets.UTF_8);
        }
    }

    private String run() throws IOException, InterruptedException, RunnerException {
        int rounds = full ? 3 : 1;
        for (int round = 1; round <= rounds; round++) {
            say("round " + round + " of " + rounds);
            time();
            programs();
            if (groups.contains(Group.PROCESSES)) {
                memory(List.of(), Row.IDLE, Row.IDLE_NAMED);
            }
            if (round == 1 && groups.contains(Group.PROCESSES)) {
                // Has no goal, and one round is like the other.
                memory(List.of("-XX:+UseCompactObjectHeaders"), Row.IDLE_COMPACT, Row.IDLE_NAMED_COMPACT);
            }
            beam();
        }
        String elixir = beam == null ? "no `elixir` on the PATH" : beam.version();
        return Machine.describe(elixir) + "Medians of " + rounds + (full ? " rounds" : " round: too few to quote")
                + ", each lane in a new process each round. Smaller is better.\n\n" + new Table(figures)
                + (groups.contains(Group.REDIS) && !isPossible(Lane.LETTUCE_EPOLL)
                        ? "Netty has no epoll for this machine: that column of Lettuce stays empty.\n"
                        : "");
    }

    private void time() throws RunnerException {
        for (Timed timed : Timed.all()) {
            if (groups.contains(timed.row().group) && isPossible(timed.lane())) {
                add(timed.row(), timed.lane(), timed.jmh().measure(jvmArguments(timed.row()), full ? 4 : 3));
            }
        }
    }

    private static boolean isPossible(Lane lane) {
        return lane != Lane.LETTUCE_EPOLL || Transport.EPOLL.isHere();
    }

    private List<String> jvmArguments(Row row) {
        if (row.group != Group.REDIS) {
            return JVM_ARGUMENTS;
        }
        var arguments = new ArrayList<>(JVM_ARGUMENTS);
        arguments.add("-D" + RedisBenchmark.SERVER + "=redis://" + server().host() + ":" + server().port());
        return arguments;
    }

    /** What is no matter of many equal batches: crashes, a hundred thousand children, a sweep. */
    private void programs() throws IOException, InterruptedException {
        if (groups.contains(Group.PROCESSES)) {
            supervision();
        }
        if (groups.contains(Group.TABLES)) {
            program(Lane.HANDROLLED, otp.comparison.speed.handrolled.Sweep.class, JVM_ARGUMENTS, List.of());
            program(Lane.CAFFEINE, otp.comparison.speed.caffeine.Sweep.class, JVM_ARGUMENTS, List.of());
            program(Lane.MAP, otp.comparison.speed.map.Sweep.class, JVM_ARGUMENTS, List.of());
        }
        if (groups.contains(Group.CACHES)) {
            caches(Lane.HANDROLLED, otp.comparison.speed.handrolled.CacheSweep.class, List.of("table"));
            caches(Lane.ONE_PROCESS, otp.comparison.speed.handrolled.CacheSweep.class, List.of("process"));
            caches(Lane.CAFFEINE, otp.comparison.speed.caffeine.CacheSweep.class, List.of());
            caches(Lane.MAP, otp.comparison.speed.map.CacheSweep.class, List.of());
        }
    }

    private void supervision() throws IOException, InterruptedException {
        supervision(Lane.HANDROLLED, otp.comparison.speed.handrolled.Supervision.class, List.of());
        supervision(Lane.AKKA, otp.comparison.speed.akka.Supervision.class, List.of(Settings.DEFAULT.name()));
        supervision(Lane.AKKA_TUNED, otp.comparison.speed.akka.Supervision.class, List.of(Settings.TUNED.name()));
    }

    /** Nobody reports the crashes: to write so many reports would be the most of what is measured. */
    private void supervision(Lane lane, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        var jvm = new ArrayList<>(JVM_ARGUMENTS);
        jvm.add("-Dlogback.configurationFile=otp/comparison/speed/silent.xml");
        program(lane, main, jvm, arguments);
    }

    /** A million entries need their room. */
    private void caches(Lane lane, Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        var jvm = new ArrayList<>(JVM_ARGUMENTS);
        jvm.addAll(List.of("-Xms2g", "-Xmx2g"));
        program(lane, main, jvm, arguments);
    }

    private void program(Lane lane, Class<?> main, List<String> jvm, List<String> arguments)
            throws IOException, InterruptedException {
        Report.marked(Program.java(main, jvm, arguments, AT_MOST).run())
                .forEach((row, figure) -> add(row, lane, figure));
    }

    private void memory(List<String> jvmArguments, Row unnamed, Row named) throws IOException, InterruptedException {
        var jvm = new ArrayList<>(JVM_ARGUMENTS);
        jvm.addAll(jvmArguments);
        for (boolean withName : new boolean[] {false, true}) {
            Row row = withName ? named : unnamed;
            List<String> arguments = withName ? List.of("named") : List.of();
            idle(row, Lane.HANDROLLED, otp.comparison.speed.handrolled.IdleMemory.class, jvm, arguments);
            idle(row, Lane.AKKA, otp.comparison.speed.akka.IdleMemory.class, jvm, arguments);
        }
    }

    private void idle(Row row, Lane lane, Class<?> program, List<String> jvm, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> lines = Program.java(program, jvm, arguments, AT_MOST).run();
        String line = lines.stream()
                .filter(it -> it.startsWith(Heap.MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "expected a line \"" + Heap.MARK + "...\" of " + program.getName() + ", got: " + lines));
        add(row, lane, Double.parseDouble(line.substring(Heap.MARK.length())));
    }

    private void beam() throws IOException, InterruptedException {
        if (beam == null) {
            return;
        }
        if (!groups.equals(List.of(Group.REDIS))) {
            beam.measure(beamScript, List.of(), full).forEach((row, figure) -> {
                if (groups.contains(row.group)) {
                    add(row, Lane.BEAM, figure);
                }
            });
        }
        if (groups.contains(Group.REDIS)) {
            List<String> arguments = List.of(server().host(), Integer.toString(server().port()));
            beam.measure(beamScript.resolveSibling("redis.exs"), arguments, full)
                    .forEach((row, figure) -> add(row, Lane.BEAM, figure));
        }
    }

    /** The one Redis of this run. */
    private RedisUri server() {
        if (redis == null) {
            throw new IllegalStateException(
                    "expected a Redis, but none of the rows that are measured has asked for one");
        }
        return redis.uri();
    }

    private void add(Row row, Lane lane, double figure) {
        figures.add(row, lane, figure);
        say(String.format(Locale.ROOT, "  %-32s %-12s %8.1f %s", row.title, lane.title, figure, row.unit));
    }

    /** Progress, apart from the table so that this can be redirected alone. */
    private static void say(String line) {
        System.err.println(line);
    }
}
