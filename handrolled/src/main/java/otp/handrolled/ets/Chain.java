package otp.handrolled.ets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one key, the last inserted first: in a set one, in a bag any number. Immutable, so a reader that holds one sees
 * all of it as it was at one moment; adding one to many copies nothing.
 */
record Chain<O>(O object, @Nullable Chain<O> earlier, int size) implements Cell<O> {

    static <O> Chain<O> of(O object) {
        return new Chain<>(object, null, 1);
    }

    static <O> Chain<O> with(@Nullable Chain<O> chain, O object) {
        return new Chain<>(object, chain, sizeOf(chain) + 1);
    }

    static int sizeOf(@Nullable Chain<?> chain) {
        return chain == null ? 0 : chain.size;
    }

    static boolean contains(@Nullable Chain<?> chain, Object object) {
        for (Chain<?> here = chain; here != null; here = here.earlier) {
            if (here.object.equals(object)) {
                return true;
            }
        }
        return false;
    }

    /** Without all that are equal to an object; the same chain if there are none. */
    static <O> @Nullable Chain<O> without(@Nullable Chain<O> chain, Object object) {
        if (chain == null || !contains(chain, object)) {
            return chain;
        }
        return chain.earlier == null
                ? null
                : of(list(chain).stream().filter(each -> !each.equals(object)).toList());
    }

    /** From the objects in the order of their insertion. */
    static <O> @Nullable Chain<O> of(List<O> objects) {
        Chain<O> chain = null;
        for (O object : objects) {
            chain = with(chain, object);
        }
        return chain;
    }

    /** In the order of their insertion. */
    static <O> List<O> list(@Nullable Chain<O> chain) {
        if (chain == null) {
            return List.of();
        }
        if (chain.earlier == null) {
            return List.of(chain.object);
        }
        var objects = new ArrayList<O>(chain.size);
        for (Chain<O> here = chain; here != null; here = here.earlier) {
            objects.add(here.object);
        }
        Collections.reverse(objects);
        return Collections.unmodifiableList(objects);
    }

    @Override
    public Chain<O> now() {
        return this;
    }
}
