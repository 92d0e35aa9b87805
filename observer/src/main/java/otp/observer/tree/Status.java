package otp.observer.tree;

/** What a process or an actor does, in the words of both worlds. */
public enum Status {
    /** It is about to take its first message. */
    STARTING,
    /** It handles a message, or (in Akka) is in line for a thread to do so. */
    RUNNING,
    /** It waits for a message. */
    WAITING,
    /** It waits for a message, and asked to be put aside meanwhile. */
    HIBERNATING,
    /** It is kept from handling messages. */
    SUSPENDED,
    /** It has ended, or is about to. */
    EXITING
}
