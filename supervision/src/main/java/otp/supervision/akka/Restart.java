package otp.supervision.akka;

/** When a child that has ended is started again: OTP's restart types. */
public enum Restart {
    /** Always. */
    PERMANENT,
    /** When it has failed. */
    TRANSIENT,
    /** Never. */
    TEMPORARY;

    /** Whether it is started again after such an end. */
    boolean after(boolean failure) {
        return switch (this) {
            case PERMANENT -> true;
            case TRANSIENT -> failure;
            case TEMPORARY -> false;
        };
    }
}
