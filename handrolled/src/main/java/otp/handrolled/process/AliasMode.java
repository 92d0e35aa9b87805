package otp.handrolled.process;

/** Whether the reference of a monitor is an alias as well, and what switches that alias off: the option {@code alias:}. */
public enum AliasMode {
    /** The monitor is no alias. */
    NONE,
    /** {@code :explicit_unalias}: only {@link Processes#unalias} switches it off. */
    EXPLICIT_UNALIAS,
    /** {@code :demonitor}: {@link Processes#demonitor} or the delivered DOWN does too. */
    DEMONITOR,
    /** {@code :reply_demonitor}: so does the first message that is sent to it, which takes the monitor away as well. */
    REPLY_DEMONITOR
}
