package otp.handrolled.ets;

import org.jspecify.annotations.Nullable;

/** What the map of a table has under a key: its objects, or objects that are about to be replaced together with others. */
sealed interface Cell<O> permits Chain, Cell.Pending {
    /** What a reader sees at this moment; null is nothing. */
    @Nullable
    Chain<O> now();

    /**
     * The trick that makes the insertion of a list atomic for readers that take no lock. First each key of the list gets one of
     * these, which still shows the old objects; then one write to the batch that they share turns all of them over at once; then
     * each is replaced by what it shows. A reader never sees some new and some old.
     */
    record Pending<O>(@Nullable Chain<O> before, @Nullable Chain<O> after, Batch batch) implements Cell<O> {
        @Override
        public @Nullable Chain<O> now() {
            return batch.committed ? after : before;
        }
    }

    /** Whether the insertion of a list has happened. Goes from false to true once. */
    final class Batch {
        volatile boolean committed;
    }
}
