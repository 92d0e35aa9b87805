package otp.comparison.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The BEAM, if `elixir` is on the PATH. */
record Beam(String elixir, String version) {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

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

    /** Measures all rows of a script once. */
    Map<Row, Double> measure(Path script, List<String> arguments, boolean full)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(elixir, script.toString()));
        command.addAll(arguments);
        if (full) {
            command.add("full");
        }
        return Report.parse(new Program(command, AT_MOST).run());
    }
}
