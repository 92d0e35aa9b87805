package otp.supervision.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.function.Function;

/**
 * Settings that are read anew while the application runs.
 *
 * <pre>{@code
 * var live = new LiveSettings<>(GroupSettings::of);
 * live.now().maxRestarts();     // 3
 * // ... somebody edits the file that -Dconfig.file names ...
 * live.reload();
 * live.now().maxRestarts();     // what the file says now
 * }</pre>
 *
 * <p>In OTP this is {@code Application.get_env/2} wherever the value is needed: it reads a table, so it sees a {@code put_env/3} of
 * any process at once, key by key. Here all settings change together or not at all, since a {@link Config} never changes: who holds
 * the old record keeps the old values, in every part of them. Neither reads a file when nobody tells it to.
 *
 * <p>Thread-safe. Only {@link #reload} blocks, to read the files.
 *
 * @param <T> the settings, a record
 */
public final class LiveSettings<T> {
    private final Function<? super Config, ? extends T> read;
    private volatile T current;

    /**
     * Reads the settings for the first time.
     *
     * @param read makes the settings of a config, and refuses those that make no sense
     * @throws SettingException if one makes no sense
     * @throws ConfigException if a file cannot be read or understood
     */
    public LiveSettings(Function<? super Config, ? extends T> read) {
        this.read = read;
        this.current = read.apply(ConfigFactory.load());
    }

    /**
     * The settings now. Does not block.
     *
     * @return what was read last
     */
    public T now() {
        return current;
    }

    /**
     * Reads all files and system properties anew. The environment of a JVM never changes. When one setting is wrong, all stay as
     * they were.
     *
     * @return the new settings
     * @throws SettingException if one makes no sense
     * @throws ConfigException if a file cannot be read or understood
     */
    public T reload() {
        // Without this, load() returns what it returned the first time: one config for each class loader, and one
        // snapshot of
        // the system properties for all.
        ConfigFactory.invalidateCaches();
        T next = read.apply(ConfigFactory.load());
        current = next;
        return next;
    }
}
