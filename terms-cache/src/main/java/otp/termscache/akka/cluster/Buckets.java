package otp.termscache.akka.cluster;

import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;

/**
 * The entries of a cache are in many maps of Distributed Data, not in one: the Replicator goes through a whole map at each put, and
 * sends a whole map, in one message, to a node that has missed something.
 *
 * @param cache the cache's name
 */
record Buckets(String cache) {
    /** No setting: nodes that disagree on it would look for a key in different buckets. */
    static final int COUNT = 1 << 8;

    /**
     * What one may weigh: a message between nodes holds 256 KiB, and a bucket that became larger could not be sent to a node that
     * has missed something. This is less than a third, for three nodes that cannot see each other may each fill it.
     */
    static final int LARGEST = 80 * 1024;

    Buckets {
        if (!cache.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "expected a name of letters, digits, _ and -, which is the same on all nodes, got: " + cache);
        }
    }

    /**
     * Which bucket a key is in. A string's hash is the same in all JVMs (an enum's, for one, is not), but those of user-1, user-2 and
     * so on lie close together: the multiplication, by 2^32 over the golden ratio, spreads them.
     */
    static int of(String key) {
        return key.hashCode() * 0x9E37_79B9 >>> Integer.SIZE - 8;
    }

    /** The name of a bucket in Distributed Data. */
    Key<LWWMap<String, Entry>> key(int bucket) {
        return LWWMapKey.create(prefix() + bucket);
    }

    /** The name of all of them, for a subscription. */
    Key<LWWMap<String, Entry>> all() {
        return LWWMapKey.create(prefix() + '*');
    }

    /** The reverse of {@link #key}. */
    int number(Key<?> key) {
        return Integer.parseInt(key.id().substring(prefix().length()));
    }

    private String prefix() {
        return "terms-cache/" + cache + '/';
    }
}
