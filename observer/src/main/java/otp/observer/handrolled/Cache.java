package otp.observer.handrolled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.concurrency.handrolled.SharedState;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/**
 * A cache of terms: lesson 1's {@code SharedState} with a map in it, until lesson 2 shows why everybody then waits for one process.
 * A stack beside it remembers what was put, so that it can be undone. The two belong together, hence rest_for_one: keys to undo
 * are worth nothing without the terms.
 */
final class Cache {
    private static final ServerRef<Stack.Message<String>> UNDO = ServerRef.named("undo");

    private Cache() {}

    static ChildSpec childSpec() {
        return Supervisor.childSpec(
                "cache",
                List.of(
                        ChildSpec.worker("terms", Cache::startTerms),
                        GenServer.childSpec("undo", () -> new Stack<String>(List.of()), Options.named("undo"))),
                Flags.restForOne().named("cache"));
    }

    /** Lesson 1's server is a bare process without options, so its starter gives it the name. */
    private static OnStart<Pid> startTerms() {
        Pid terms = SharedState.startLink(Map.of()).pid();
        Processes.register(terms, "terms");
        return new OnStart.Ok<>(terms);
    }

    static void put(String key, long value) {
        SharedState.update(terms(), terms -> {
            var changed = new HashMap<>(terms);
            changed.put(key, value);
            return Map.copyOf(changed);
        });
        GenServer.cast(UNDO, new Stack.Push<>(key));
    }

    static Optional<Long> get(String key) {
        return Optional.ofNullable(SharedState.get(terms()).get(key));
    }

    /** Takes back what was put last, by whomever. */
    static void undo() {
        GenServer.call(UNDO, Stack.Pop<String>::new)
                .ifPresent(key -> SharedState.update(terms(), terms -> {
                    var changed = new HashMap<>(terms);
                    changed.remove(key);
                    return Map.copyOf(changed);
                }));
    }

    private static SharedState<Map<String, Long>> terms() {
        return new SharedState<>(ServerRef.named("terms").pid());
    }
}
