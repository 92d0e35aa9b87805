package otp.handrolled.process;

import java.util.Optional;

/** What a module has to offer to be used in {@code {:via, module, term}}. Implementations are thread-safe and never block. */
public interface NameRegistry {
    /**
     * Gives a name to a process: {@code register_name/2}.
     *
     * @param term the name
     * @param pid whom
     * @return true for {@code :yes}, false for {@code :no}: it is taken
     */
    boolean registerName(Object term, Pid pid);

    /**
     * Frees a name: {@code unregister_name/1}.
     *
     * @param term the name
     */
    void unregisterName(Object term);

    /**
     * Who has a name: {@code whereis_name/1}.
     *
     * @param term the name
     * @return a living process, or nothing
     */
    Optional<Pid> whereisName(Object term);
}
