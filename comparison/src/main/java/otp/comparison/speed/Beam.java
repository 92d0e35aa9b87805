package otp.comparison.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The BEAM, if `elixir` is on the PATH. */
record Beam(String elixir, String version) {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    /** The rows by the names that the script knows them by. */
    private static final Map<String, Row> ROWS =
            Stream.of(Row.values()).collect(Collectors.toMap(row -> row.key, Function.identity()));

    /** Looks for it. On Windows it is a batch file, which has to be named as one. */
    static @Nullable Beam find() throws InterruptedException {
        for (String elixir : List.of("elixir", "elixir.bat")) {
            try {
                List<String> said = new Program(
                                List.of(
                                        elixir,
                                        "-e",
                                        "IO.puts(~s(Elixir ) <> System.version() <> ~s(, Erlang/OTP ) <> System.otp_release())"),
                                LOOK)
                        .run();
                return new Beam(elixir, said.getLast());
            } catch (IOException e) {
                // not this one
            }
        }
        return null;
    }

    /** Measures all rows once. */
    Map<Row, Double> measure(Path script, boolean full) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(elixir, script.toString()));
        if (full) {
            command.add("full");
        }
        return parse(new Program(command, AT_MOST).run());
    }

    static Map<Row, Double> parse(List<String> lines) {
        var figures = new TreeMap<Row, Double>();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            Row row = ROWS.get(parts[0]);
            if (parts.length != 2 || row == null) {
                throw new IllegalArgumentException(
                        "expected a row's name, a tab and a figure; names are " + ROWS.keySet() + "; got: " + line);
            }
            figures.put(row, Double.parseDouble(parts[1]));
        }
        return figures;
    }
}
