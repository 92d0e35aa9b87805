package otp.handrolled.registry;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/** One registration. Equal only to itself, for a process may register the same value under the same key twice. */
final class Slot<K, V> {
    final K key;
    final Pid pid;

    /** Written by the owner only, read by anybody. */
    volatile @Nullable V value;

    Slot(K key, Pid pid, @Nullable V value) {
        this.key = key;
        this.pid = pid;
        this.value = value;
    }

    Entry<V> entry() {
        return new Entry<>(pid, value);
    }
}
