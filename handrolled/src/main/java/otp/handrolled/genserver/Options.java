package otp.handrolled.genserver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.Timeouts;

/**
 * The options of {@code GenServer.start_link/3}.
 *
 * @param name what to register under, or null for no name
 * @param timeout how long {@code init} may take before the start is given up and the process killed; by default, as in OTP,
 *     without end
 * @param hibernateAfter how long without a message until the server hibernates; by default never
 */
public record Options(@Nullable ServerName name, Duration timeout, Duration hibernateAfter) {
    public Options {
        Timeouts.check(timeout);
        Timeouts.check(hibernateAfter);
    }

    /** The defaults. */
    public static final Options NONE = new Options(null, Timeouts.INFINITY, Timeouts.INFINITY);

    /**
     * Only a name.
     *
     * @param name a name on the node
     * @return the options
     */
    public static Options named(String name) {
        return NONE.withName(new ServerName.Local(name));
    }

    /**
     * These with a name of any kind.
     *
     * @param newName the name
     * @return the options
     */
    public Options withName(ServerName newName) {
        return new Options(newName, timeout, hibernateAfter);
    }

    /**
     * These with a limit to the time that {@code init} may take.
     *
     * @param newTimeout zero or more
     * @return the options
     */
    public Options withTimeout(Duration newTimeout) {
        return new Options(name, newTimeout, hibernateAfter);
    }

    /**
     * These with a time after which an idle server hibernates.
     *
     * @param idle zero or more
     * @return the options
     */
    public Options withHibernateAfter(Duration idle) {
        return new Options(name, timeout, idle);
    }
}
