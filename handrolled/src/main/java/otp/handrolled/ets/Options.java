package otp.handrolled.ets;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/**
 * The options of {@code ets:new/2}. {@code keypos} is not among them: a table is told the key by a function.
 *
 * @param type what kind of table; by default a set
 * @param access who may do what; by default protected
 * @param named whether the table is found by its name; by default not
 * @param heir who owns the table after the owner, or null
 * @param writeConcurrency whether writers of different keys work side by side; changes the speed and no result (E12)
 */
public record Options(
        TableType type,
        Access access,
        boolean named,
        @Nullable Heir heir,
        boolean writeConcurrency) {

    /** The defaults: an unnamed protected set without an heir (E1). */
    public static final Options DEFAULT = new Options(TableType.SET, Access.PROTECTED, false, null, false);

    public Options {
        Objects.requireNonNull(type, "expected a table type, got null");
        Objects.requireNonNull(access, "expected who has access, got null");
    }

    /**
     * {@code {:heir, pid, data}}.
     *
     * @param pid who inherits the table
     * @param data what it is told with the {@link EtsTransfer}
     */
    public record Heir(Pid pid, Object data) {
        public Heir {
            Objects.requireNonNull(pid, "expected the pid of the heir, got null");
            Objects.requireNonNull(data, "expected data for the heir, got null");
        }
    }

    /**
     * The defaults for a type of table.
     *
     * @param type the type
     * @return the options
     */
    public static Options of(TableType type) {
        return new Options(type, Access.PROTECTED, false, null, false);
    }

    /**
     * These with another access.
     *
     * @param newAccess who may do what
     * @return the options
     */
    public Options with(Access newAccess) {
        return new Options(type, newAccess, named, heir, writeConcurrency);
    }

    /**
     * These for a table that is found by its name: {@code :named_table}.
     *
     * @return the options
     */
    public Options asNamed() {
        return new Options(type, access, true, heir, writeConcurrency);
    }

    /**
     * These with an heir.
     *
     * @param pid who inherits the table
     * @param data what it is told
     * @return the options
     */
    public Options withHeir(Pid pid, Object data) {
        return new Options(type, access, named, new Heir(pid, data), writeConcurrency);
    }

    /**
     * These with writers that work side by side.
     *
     * @return the options
     */
    public Options withWriteConcurrency() {
        return new Options(type, access, named, heir, true);
    }
}
