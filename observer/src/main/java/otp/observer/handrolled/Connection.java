package otp.observer.handrolled;

import java.util.HashMap;
import java.util.Map;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.From;

/**
 * One connection of the pool. A stand-in, until lesson 5 brings connections to a real Redis: it answers from a memory of its own,
 * which no other connection sees, and which a restart empties.
 */
final class Connection implements GenServer<Map<String, Long>, Connection.Message> {

    /** The commands that it knows, by Redis's names: for now, one. */
    sealed interface Message {}

    /** Adds one to the number under a key, and answers it; without one, it begins at zero. */
    record Incr(From<Long> from, String key) implements Message {}

    @Override
    public Init<Map<String, Long>> init() {
        return Init.ok(Map.of());
    }

    @Override
    public Next<Map<String, Long>> handle(Message message, Map<String, Long> numbers) {
        return switch (message) {
            case Incr(var from, var key) -> {
                long next = numbers.getOrDefault(key, 0L) + 1;
                var changed = new HashMap<>(numbers);
                changed.put(key, next);
                yield Next.reply(from, next, Map.copyOf(changed));
            }
        };
    }
}
