package otp.comparison.scenario;

import java.util.List;

/**
 * A story of some processes: what each does, one step after the other. Between two steps everybody runs until nobody has anything
 * left to do, so that the story has one outcome where OTP promises one.
 *
 * @param title what it shows, in a sentence
 * @param rows the rows of OTP's behavior that it shows
 * @param steps what is done
 */
public record Scenario(String title, List<String> rows, List<Step> steps) {
    public Scenario {
        rows = List.copyOf(rows);
        steps = List.copyOf(steps);
    }
}
