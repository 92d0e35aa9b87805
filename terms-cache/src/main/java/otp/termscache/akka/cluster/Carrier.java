package otp.termscache.akka.cluster;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what can travel out of keys and values, by the serializers that this system's settings bind to their classes.
 *
 * <p>It happens before anything is stored. If Distributed Data came upon an object that it cannot write, it would be too late: it
 * would hold an entry that the other nodes never get, and no caller to tell. Thread-safe.
 */
final class Carrier {
    /** Of one key, in bytes. A bucket of {@link Buckets#LARGEST} has room for more entries than one. */
    static final int LARGEST_KEY = 4 * 1024;

    /** Of one value, in bytes. */
    static final int LARGEST_VALUE = 32 * 1024;

    private final Serialization serialization;

    Carrier(ActorSystem<?> system) {
        serialization = SerializationExtension.get(system);
        if (!system.settings().config().hasPath("akka.actor.serializers.terms-cache-entry")) {
            throw new IllegalStateException(
                    "expected the settings of ClusterSettings.load(), which say how an entry is serialized, got a system without");
        }
    }

    /**
     * A key as a string. Two keys are the same if they make the same: it is not their {@code equals} that says so, for the other
     * nodes have only this.
     *
     * @throws CannotTravelException if there is none
     */
    String key(Object key) {
        if (key instanceof String string) {
            return 's' + string;
        }
        Wire wire = write(key, "key");
        String bytes = Base64.getEncoder().withoutPadding().encodeToString(wire.bytes());
        return "o" + wire.serializer() + ':' + wire.manifest() + ':' + bytes;
    }

    /**
     * A key of a put, about which more is asked than of one that is only looked for.
     *
     * @throws CannotTravelException if it could not be read again
     */
    String newKey(Object key) {
        checked(key, "key", LARGEST_KEY);
        return key(key);
    }

    /**
     * A value with its bytes, and read again from them: so that this node's readers get what those elsewhere get, and an object
     * that only seems to be serializable is found out at once.
     *
     * @throws CannotTravelException if that is not possible
     */
    Stored value(Object value) {
        return checked(value, "value", LARGEST_VALUE);
    }

    /** What {@link #value} gives. */
    record Stored(Wire wire, Object copy) {}

    /**
     * Reads a value.
     *
     * @throws CannotTravelException if this node does not know its class or its serializer
     */
    Object read(Wire wire) {
        try {
            Object read = serialization
                    .deserialize(wire.bytes(), wire.serializer(), wire.manifest())
                    .get();
            return read == wire.bytes() ? wire.bytes().clone() : read;
        } catch (Exception e) {
            throw new CannotTravelException("expected a value that this node can read, got " + wire + ": " + e, e);
        }
    }

    private Stored checked(Object object, String what, int largest) {
        Wire wire = write(object, what);
        if (wire.bytes().length > largest) {
            throw new CannotTravelException(
                    "expected a %s of at most %d bytes when serialized, got %d: keep it elsewhere, and its place here"
                            .formatted(what, largest, wire.bytes().length),
                    null);
        }
        Object copy;
        try {
            copy = read(wire);
        } catch (CannotTravelException e) {
            throw cannot(object, what, "it was written, but not read again: " + e.getCause(), e);
        }
        if (isText(object) && !object.equals(copy)) {
            throw cannot(object, what, "half a surrogate pair has no bytes in UTF-8", null);
        }
        return new Stored(wire, copy);
    }

    /** Akka writes a question mark for what UTF-8 cannot express; Jackson, for text in a record, refuses it by itself. */
    private static boolean isText(Object object) {
        return object instanceof String || object instanceof Optional<?> some && some.orElse(null) instanceof String;
    }

    /** Whatever is thrown: what a class does when it is serialized is its own. */
    private Wire write(Object object, String what) {
        try {
            Serializer serializer = serialization.findSerializerFor(object);
            String manifest = Serializers.manifestFor(serializer, object);
            byte[] bytes = serialization.serialize(object).get();
            return new Wire(serializer.identifier(), manifest, bytes == object ? bytes.clone() : bytes);
        } catch (Exception | StackOverflowError e) {
            throw cannot(object, what, e.toString(), e);
        }
    }

    private static CannotTravelException cannot(Object object, String what, String why, @Nullable Throwable cause) {
        return new CannotTravelException(
                "expected a %s that can travel, got one of %s: let it implement Portable, or bind a serializer to it in akka.actor.serialization-bindings (%s)"
                        .formatted(what, object.getClass(), why),
                cause);
    }
}
