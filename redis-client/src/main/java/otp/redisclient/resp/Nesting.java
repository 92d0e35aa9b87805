package otp.redisclient.resp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.redisclient.resp.RedisValue.Entry;

/**
 * The arrays, maps and the like that have begun and not ended, the innermost last. A list and no recursion: a parser that waits
 * for bytes cannot wait within a method.
 */
final class Nesting {
    /** What is being collected. */
    enum Kind {
        ARRAY(1, true),
        MEMBERS(1, true),
        PUSH(1, false),
        DICTIONARY(2, true),
        ATTRIBUTES(2, false),
        /** The attributes are there, the value they are about is not. */
        ATTRIBUTED(1, false),
        /** A string whose length nobody knew when it began. Its pieces are no values: the {@link Assembler} has them. */
        CHUNKS(0, true);

        final int valuesPerElement;

        /** Whether it may begin without a length. */
        final boolean mayBeOpen;

        Kind(int valuesPerElement, boolean mayBeOpen) {
            this.valuesPerElement = valuesPerElement;
            this.mayBeOpen = mayBeOpen;
        }
    }

    /** Its length was not declared: it goes on until an end is sent. */
    private static final long OPEN = -1;

    /** The shortest value on the wire, such as "_\r\n". */
    private static final int SHORTEST = 3;

    private static final class Level {
        final Kind kind;
        final List<RedisValue> values = new ArrayList<>();

        /** Of the value to come. */
        final List<Entry> attributes;

        /** How many values are still to come, or OPEN. */
        long missing;

        Level(Kind kind, long missing, List<Entry> attributes) {
            this.kind = kind;
            this.missing = missing;
            this.attributes = attributes;
        }
    }

    private final List<Level> levels = new ArrayList<>();
    private final Limits limits;

    Nesting(Limits limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return levels.isEmpty();
    }

    /** Whether what comes next is a piece of a string. */
    boolean inChunks() {
        return !levels.isEmpty() && levels.getLast().kind == Kind.CHUNKS;
    }

    /** Begins one of a declared length, which reserves nothing. Returns as {@link #add}: one of no elements is complete at once. */
    @Nullable
    RedisValue begin(Kind kind, long elements) {
        if (elements > limits.replyBytes() / (SHORTEST * kind.valuesPerElement)) {
            throw new LimitExceeded("expected a reply of at most " + limits.replyBytes() + " bytes, got one of "
                    + elements + " elements, which cannot be so short");
        }
        push(new Level(kind, elements * kind.valuesPerElement, List.of()));
        return elements == 0 ? endIfFull() : null;
    }

    void beginOpen(Kind kind) {
        push(new Level(kind, OPEN, List.of()));
    }

    private void push(Level level) {
        limits.checkDepth(levels.size() + 1);
        levels.add(level);
    }

    /** Takes a value in. Returns the value that is complete with it and lies in no other, or null. */
    @Nullable
    RedisValue add(RedisValue value) {
        if (levels.isEmpty()) {
            return value;
        }
        Level level = levels.getLast();
        level.values.add(value);
        if (level.missing != OPEN) {
            level.missing--;
        }
        return endIfFull();
    }

    /** Ends the innermost one if nothing is missing, which may be what the next one waits for, and so on outwards. */
    @Nullable
    private RedisValue endIfFull() {
        while (levels.getLast().missing == 0) {
            Level full = levels.removeLast();
            if (full.kind == Kind.ATTRIBUTES) {
                push(new Level(Kind.ATTRIBUTED, 1, pairs(full.values)));
                return null;
            }
            RedisValue value = built(full);
            if (levels.isEmpty()) {
                return value;
            }
            Level outer = levels.getLast();
            outer.values.add(value);
            if (outer.missing != OPEN) {
                outer.missing--;
            }
        }
        return null;
    }

    /** Ends one without a declared length. Returns as {@link #add}. */
    @Nullable
    RedisValue end() {
        if (levels.isEmpty() || levels.getLast().missing != OPEN) {
            throw new ParseError("expected a value, got the end of an array, map or set that has no open end");
        }
        levels.getLast().missing = 0;
        return endIfFull();
    }

    /** Ends the pieces of a string. */
    void endChunks() {
        levels.removeLast();
    }

    private static RedisValue built(Level level) {
        return switch (level.kind) {
            case ARRAY -> new RedisValue.Array(level.values);
            case MEMBERS -> new RedisValue.Members(level.values);
            case PUSH -> new RedisValue.Push(level.values);
            case DICTIONARY -> new RedisValue.Dictionary(pairs(level.values));
            case ATTRIBUTED -> new RedisValue.Attributed(level.attributes, level.values.getFirst());
            case ATTRIBUTES, CHUNKS -> throw new AssertionError(level.kind + " is no value");
        };
    }

    private static List<Entry> pairs(List<RedisValue> values) {
        if (values.size() % 2 != 0) {
            throw new ParseError("expected a value for the last key of a map, got the end of the map");
        }
        var pairs = new ArrayList<Entry>(values.size() / 2);
        for (int i = 0; i < values.size(); i += 2) {
            pairs.add(new Entry(values.get(i), values.get(i + 1)));
        }
        return pairs;
    }
}
