package otp.handrolled.supervisor;

/** Whether a supervisor ends when its significant children have ended by themselves. */
public enum AutoShutdown {
    /** Never; then no child may be significant. The default. */
    NEVER,
    /** When one of them has. */
    ANY_SIGNIFICANT,
    /** When the last of them has. */
    ALL_SIGNIFICANT
}
