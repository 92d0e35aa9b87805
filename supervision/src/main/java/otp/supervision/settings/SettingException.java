package otp.supervision.settings;

import com.typesafe.config.Config;

/** A setting that makes no sense. Says which, what was expected, what came, and where that came from. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private SettingException(String message) {
        super(message);
    }

    /**
     * Refuses what a config has for a setting.
     *
     * @param config the config; it has a value there
     * @param path which setting
     * @param expected what would have been right
     * @param remark what else there is to say about what came; may be empty
     * @return what to throw
     */
    static SettingException wrong(Config config, String path, String expected, String remark) {
        var value = config.getValue(path);
        return new SettingException("expected %s for %s, got: %s%s, from %s"
                .formatted(
                        expected,
                        path,
                        value.unwrapped(),
                        remark,
                        value.origin().description()));
    }

    /**
     * Refuses a config that has nothing for a setting.
     *
     * @param path which setting
     * @param expected what would have been right
     * @return what to throw
     */
    static SettingException missing(String path, String expected) {
        return new SettingException(
                "expected %s for %s, got: nothing. Its default is in the reference.conf of this module:"
                                .formatted(expected, path)
                        + " read the settings with ConfigFactory.load(), and set none of them to null");
    }
}
