package otp.comparison.scenario.search;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real Erlang/OTP that plays scenarios: {@code scenarios.exs} on the elixir of this machine. For one thread. */
final class Erlang implements AutoCloseable {
    /** Longer than {@code scenarios.exs} gives a scenario, which then says so itself. */
    private static final long PATIENCE_SECONDS = 20;

    private final Process elixir;
    private final BufferedWriter to;
    private final BufferedReader from;

    private Erlang(Process elixir) {
        this.elixir = elixir;
        this.to = new BufferedWriter(new OutputStreamWriter(elixir.getOutputStream(), StandardCharsets.UTF_8));
        this.from = new BufferedReader(new InputStreamReader(elixir.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it.
     *
     * @param script where {@code scenarios.exs} is
     */
    static Erlang start(Path script) throws IOException {
        return new Erlang(new ProcessBuilder("elixir", "--erl", "+S 1:1", script.toString(), "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * Plays a scenario.
     *
     * @param scenario its text
     * @return the trace
     * @throws TimeoutException if it does not answer; this Erlang is of no use after that
     * @throws IOException if it has ended; nor is it after that
     */
    String play(String scenario) throws IOException, TimeoutException, InterruptedException {
        to.write(scenario);
        to.write(scenario.endsWith("\n") ? ".\n" : "\n.\n");
        to.flush();
        var answer = new FutureTask<>(this::answer);
        Thread.ofVirtual().start(answer);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("Erlang did not answer to this scenario:\n" + scenario, e.getCause());
        }
    }

    private String answer() throws IOException {
        var trace = new StringBuilder();
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.equals(".")) {
                return trace.toString();
            }
            trace.append(line).append('\n');
        }
        throw new IOException("it has ended");
    }

    @Override
    public void close() {
        elixir.destroyForcibly();
    }
}
