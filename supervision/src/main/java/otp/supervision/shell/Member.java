package otp.supervision.shell;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who lives in a lane's playground.
 *
 * @param depth how many supervisors are above it
 * @param name its name, unique in the playground
 * @param id what the lane knows it by: after a restart equal only if it is the same one
 * @param texts what it remembers; empty for a supervisor
 */
record Member(int depth, String name, String id, Optional<List<String>> texts) {
    static Optional<Member> named(String name, List<Member> members) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    boolean isWorker() {
        return texts.isPresent();
    }

    /** Its state in words; nothing for a supervisor. */
    String state() {
        return texts.map(it -> "; state " + it).orElse("");
    }
}
