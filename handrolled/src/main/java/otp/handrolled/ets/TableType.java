package otp.handrolled.ets;

/** How many objects a table has for a key, and in which order it keeps them. */
public enum TableType {
    /** One object a key, in no order; keys are compared by {@code equals}: 1 and 1.0 are two. */
    SET,
    /** One object a key, in the order of the keys, which are compared by {@link TermOrder}: 1 and 1.0 are one. */
    ORDERED_SET,
    /** Many objects a key, but no two that are equal. */
    BAG,
    /** Many objects a key. */
    DUPLICATE_BAG;

    boolean holdsManyPerKey() {
        return this == BAG || this == DUPLICATE_BAG;
    }
}
