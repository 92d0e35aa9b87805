package otp.comparison.speed.map;

import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.speed.Item;
import otp.comparison.speed.SweepProgram;

/** A program: {@code removeIf} over all values. */
public final class Sweep {
    private Sweep() {}

    /**
     * Prints the figures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SweepProgram.run(Expiring::new);
    }

    private static final class Expiring implements SweepProgram.Expiring {
        private final ConcurrentHashMap<Integer, Item> map = new ConcurrentHashMap<>();

        @Override
        public void insert(Item item) {
            map.put(item.key(), item);
        }

        @Override
        public void sweep(long now) {
            map.values().removeIf(item -> item.value() < now);
        }

        @Override
        public long size() {
            return map.size();
        }
    }
}
