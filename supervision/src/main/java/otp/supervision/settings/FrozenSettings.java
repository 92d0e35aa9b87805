package otp.supervision.settings;

/**
 * The trap: settings in a static field. They are read when the class is initialized, which is when somebody first touches it, and
 * then stay for as long as the JVM runs. Do not do this.
 *
 * <p>What Elixir's compile-time trap, {@code @limit Application.get_env(…)} in the body of a module, has in common with it: a line
 * that looks as if it read a setting has read it already. What differs:
 *
 * <ul>
 *   <li>There the value is frozen when the module is <em>compiled</em>, on the machine that builds, and is the same in every start of
 *       that build. Here it is frozen in every JVM anew, on the machine that runs: a restart of the JVM sees the new value.
 *   <li>There the moment is known. Here it is that of the first use, by whomever: a log line that is added elsewhere can move it to
 *       before {@code main} has set a system property.
 *   <li>There the compiler warns, and {@code Application.compile_env} has a release refuse to boot when the value at start is
 *       another. Here nobody notices.
 *   <li>There a value that the body of the module refuses fails the build. Here it fails the first use with {@link ExceptionInInitializerError}, and
 *       every later use with {@link NoClassDefFoundError}, also after the setting was put right: no supervisor can restart a class.
 * </ul>
 *
 * <p>The nearest that Java has to {@code compile_env} is a {@code static final} constant: the compiler copies its value into every
 * class that uses it.
 */
public final class FrozenSettings {
    private static final GroupSettings GROUPS = GroupSettings.load();

    private FrozenSettings() {}

    /**
     * The settings as they were when this class was first touched.
     *
     * @return the settings
     * @throws ExceptionInInitializerError if one made no sense then, and this is the first use
     * @throws NoClassDefFoundError if one made no sense then, and this is a later use
     */
    public static GroupSettings groups() {
        return GROUPS;
    }
}
