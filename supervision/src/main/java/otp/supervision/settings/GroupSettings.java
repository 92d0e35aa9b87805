package otp.supervision.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The restart budget of the playground's groups: a setting that is read once, when the application starts, checked there, and passed
 * down as an argument.
 *
 * <pre>{@code
 * var groups = GroupSettings.load();               // in main, or in the start of the top supervisor
 * Playground.startLink(groups).get();
 * }</pre>
 *
 * <p>In OTP this is {@code Application.fetch_env!/2} in the application's {@code start/2}: who is started later, or again, gets
 * what was read then. Nobody below knows where it came from, so a test passes another record.
 *
 * @param maxRestarts how many restarts a group may need, zero or more
 * @param period within how long; whole seconds, one or more
 */
public record GroupSettings(int maxRestarts, Duration period) {
    private static final String MAX_RESTARTS = "supervision.groups.max-restarts";
    private static final String A_WHOLE_NUMBER = "a whole number, zero or more,";

    private static final String PERIOD = "supervision.groups.period";
    private static final String WHOLE_SECONDS = "whole seconds with their unit, such as 5 s,";

    public GroupSettings {
        if (maxRestarts < 0) {
            throw new IllegalArgumentException("expected maxRestarts of zero or more, got: " + maxRestarts);
        }
        if (!isWholeSeconds(period)) {
            throw new IllegalArgumentException("expected a period of whole seconds, one or more, got: " + period);
        }
    }

    /**
     * Reads them from wherever settings come from: {@code reference.conf}, {@code application.conf}, system properties, environment.
     * What was read first is remembered by {@link ConfigFactory}, until somebody has it forget.
     *
     * @return the settings
     * @throws SettingException if one makes no sense
     * @throws ConfigException if a file cannot be read or understood
     */
    public static GroupSettings load() {
        return of(ConfigFactory.load());
    }

    /**
     * Takes them from a config.
     *
     * @param config a config that is resolved
     * @return the settings
     * @throws SettingException if one makes no sense or is missing
     */
    public static GroupSettings of(Config config) {
        return new GroupSettings(maxRestarts(config), period(config));
    }

    /** Not {@code getInt}: that takes 3.7 for 3. */
    private static int maxRestarts(Config config) {
        check(config, MAX_RESTARTS, A_WHOLE_NUMBER);
        try {
            int number =
                    new BigDecimal(String.valueOf(config.getValue(MAX_RESTARTS).unwrapped())).intValueExact();
            if (number >= 0) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // neither whole, nor small enough, nor a number
        }
        throw SettingException.wrong(config, MAX_RESTARTS, A_WHOLE_NUMBER, "");
    }

    private static Duration period(Config config) {
        check(config, PERIOD, WHOLE_SECONDS);
        Duration period;
        try {
            period = config.getDuration(PERIOD);
        } catch (ConfigException e) {
            throw SettingException.wrong(config, PERIOD, WHOLE_SECONDS, "");
        }
        if (!isWholeSeconds(period)) {
            throw SettingException.wrong(config, PERIOD, WHOLE_SECONDS, ", which is " + period);
        }
        return period;
    }

    private static void check(Config config, String path, String expected) {
        if (!config.hasPath(path)) {
            throw SettingException.missing(path, expected);
        }
    }

    private static boolean isWholeSeconds(Duration period) {
        return period.toSeconds() >= 1 && period.equals(Duration.ofSeconds(period.toSeconds()));
    }
}
