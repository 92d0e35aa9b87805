package otp.supervision.shell;

import java.time.Duration;
import java.util.List;

/**
 * A playground, as the commands see it. A method that changes something returns when the change has come to rest: whoever had to
 * end has ended, and who is to run instead runs.
 *
 * <p>All of them block, and throw {@link Refused} when they cannot or must not do what they are asked to.
 */
sealed interface Lane permits HandrolledLane, AkkaLane {
    /** How long such a method waits for somebody who does not answer, or does not end. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** How the lane is called. */
    String name();

    /** What {@link Member#id} stands for, in a word. */
    String identity();

    /** Everybody, those above before those below, and siblings as they were started. */
    List<Member> members();

    /** Tells a worker a text. */
    void send(String worker, String text);

    /** Has a worker throw. */
    void crash(String worker);

    /** Has a worker end normally. */
    void finish(String worker);

    /**
     * Ends a worker without asking it.
     *
     * @return what was done to it, to be read after its name
     */
    String kill(String worker);

    /** Starts a worker in the dynamic group. */
    void start(String worker, Kind kind);

    /** Starts the playground, if it does not run. */
    void open();

    /** Stops the playground, if it runs, with all that is in it. */
    void close();

    /** When a worker of the dynamic group is started again. */
    enum Kind {
        PERMANENT,
        TRANSIENT,
        TEMPORARY
    }

    /** Why a lane does not do what it is asked to: a sentence to be printed. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }

        static Refused ended(String how) {
            return new Refused("the playground has ended" + how + ". reset() starts it again");
        }

        static Refused busy(String who) {
            return new Refused(who + " is busy, and has been for " + PATIENCE.toSeconds() + " s: ask again");
        }
    }
}
