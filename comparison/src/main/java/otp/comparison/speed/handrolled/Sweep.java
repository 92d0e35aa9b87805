package otp.comparison.speed.handrolled;

import otp.comparison.speed.Item;
import otp.comparison.speed.SweepProgram;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.ets.Options;
import otp.handrolled.ets.Pattern;
import otp.handrolled.process.Node;

/** A program: {@code selectDelete} with a guard on the instant, by the owner of the table. */
public final class Sweep {
    private Sweep() {}

    /**
     * Prints the figures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        try (var node = Node.start()) {
            node.run(() -> SweepProgram.run(Expiring::new));
        }
    }

    private static final class Expiring implements SweepProgram.Expiring {
        private static final Pattern.Var<Long> EXPIRES = Pattern.var("$1");

        private final Ets<Integer, Item> table = Ets.create("items", Item::key, Options.DEFAULT);

        @Override
        public void insert(Item item) {
            table.insert(item);
        }

        @Override
        public void sweep(long now) {
            // [{ {'_', '$1'}, [{'<', '$1', Now}], [true] }]
            table.selectDelete(MatchSpec.head(Pattern.of(Item.class).with(Item::value, EXPIRES))
                    .guard(it -> it.get(EXPIRES) < now)
                    .body(_ -> true));
        }

        @Override
        public long size() {
            return table.info().orElseThrow().size();
        }
    }
}
