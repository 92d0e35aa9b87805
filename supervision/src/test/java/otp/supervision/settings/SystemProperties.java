package otp.supervision.settings;

import com.typesafe.config.ConfigFactory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** System properties of one test. Those that read settings do not see them until they, or {@link #seen}, have the caches forgotten. */
public final class SystemProperties implements AfterEachCallback {
    private final Set<String> set = new HashSet<>();

    /** Sets one that was not there before. */
    public void set(String name, Object value) {
        if (System.setProperty(name, value.toString()) != null && !set.contains(name)) {
            throw new IllegalStateException("expected a property that is not set outside of the tests, got: " + name);
        }
        set.add(name);
    }

    /** Sets one, and lets it be seen. */
    public void seen(String name, Object value) {
        set(name, value);
        ConfigFactory.invalidateCaches();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        set.forEach(System::clearProperty);
        ConfigFactory.invalidateCaches();
    }
}
