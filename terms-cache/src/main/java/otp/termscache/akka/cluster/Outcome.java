package otp.termscache.akka.cluster;

/** What has become of a change. */
public enum Outcome {
    /** As many nodes have it as were asked for. */
    CONFIRMED,

    /**
     * This node has it, and not enough others have said in time that they do. It is not taken back: they get it when they can be
     * reached again, unless this node is gone by then.
     */
    UNCONFIRMED
}
