package otp.handrolled.ets;

/** Who may do what with a table. */
public enum Access {
    /** All may read and write. */
    PUBLIC,
    /** All may read, the owner may write. */
    PROTECTED,
    /** The owner only. */
    PRIVATE
}
