package otp.handrolled.ets;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The locks of the writers of a table; readers take none. With write concurrency, keys share them out, so that writers of different
 * keys mostly do not meet. Who takes several takes them in their order, so that no two wait for each other.
 */
final class Stripes {
    private static final int MANY = 16;

    private final ReentrantLock[] locks;

    Stripes(boolean many) {
        locks = new ReentrantLock[many ? MANY : 1];
        Arrays.setAll(locks, _ -> new ReentrantLock());
    }

    private int indexOf(Object key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & locks.length - 1;
    }

    /** While no other writes this key. */
    <T extends @Nullable Object> T with(Object key, Supplier<T> change) {
        ReentrantLock lock = locks[indexOf(key)];
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** While no other writes any of these keys. */
    <T extends @Nullable Object> T with(Collection<?> keys, Supplier<T> change) {
        return with(keys.stream().mapToInt(this::indexOf).distinct().sorted().toArray(), change);
    }

    /** While nobody writes at all. */
    <T extends @Nullable Object> T withAll(Supplier<T> change) {
        int[] all = new int[locks.length];
        Arrays.setAll(all, i -> i);
        return with(all, change);
    }

    private <T extends @Nullable Object> T with(int[] indexes, Supplier<T> change) {
        for (int index : indexes) {
            locks[index].lock();
        }
        try {
            return change.get();
        } finally {
            for (int index : indexes) {
                locks[index].unlock();
            }
        }
    }
}
