package otp.handrolled.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/** What each supervisor has started, and whether it had the budget for it. Written by many processes. */
final class StormLedger {
    private final Map<Pid, Account> accounts = new HashMap<>();
    private @Nullable String violation;

    private static final class Account {
        /** Those it has started once: from then on a start is a restart. */
        final Set<String> known = new HashSet<>();

        final Set<String> free = new HashSet<>();
        final Deque<Long> restarts = new ArrayDeque<>();
        int lastPlace = -1;
    }

    /**
     * A supervisor is about to start a child. With one_for_one each start but the first is a unit of its budget. With the others
     * a round is: children are started in their order, so one that does not stand after the last begins another round.
     *
     * @param place where the child stands among its siblings
     * @param temporary whether it must not be started a second time (S4)
     */
    synchronized void start(Pid supervisor, String child, int place, boolean temporary, Flags flags, long second) {
        Account account = accounts.computeIfAbsent(supervisor, _ -> new Account());
        boolean first = account.known.add(child) || account.free.remove(child);
        if (temporary && !first) {
            violation = supervisor + " started the temporary child " + child + " again";
        }
        boolean sameRound = flags.strategy() != Strategy.ONE_FOR_ONE && place > account.lastPlace;
        account.lastPlace = place;
        if (first || sameRound) {
            return;
        }
        account.restarts.add(second);
        while (account.restarts.getFirst() < second - flags.maxSeconds().toSeconds()) {
            account.restarts.removeFirst();
        }
        if (account.restarts.size() > flags.maxRestarts()) {
            violation = supervisor + " restarted " + child + " beyond its budget: " + flags + ", restarts at seconds "
                    + account.restarts;
        }
    }

    /** The next start of this child is asked for, and costs nothing. */
    synchronized void nextIsFree(Pid supervisor, String child) {
        accounts.computeIfAbsent(supervisor, _ -> new Account()).free.add(child);
    }

    synchronized Optional<String> violation() {
        return Optional.ofNullable(violation);
    }
}
