package otp.comparison.scenario;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import otp.comparison.scenario.handrolled.Director;

/** Prints the traces of scenarios from scratch, in the form in which {@code scenarios.exs} prints those of Erlang/OTP. */
final class Play {
    private Play() {}

    public static void main(String[] files) {
        boolean played = true;
        for (String file : files) {
            System.out.println("== " + file);
            try {
                System.out.print(Director.play(Scenarios.read(Path.of(file))));
            } catch (MistakeException | TimeoutException | IllegalStateException e) {
                System.err.println(file + " is not played: " + e.getMessage());
                played = false;
            }
        }
        System.exit(played ? 0 : 1);
    }
}
