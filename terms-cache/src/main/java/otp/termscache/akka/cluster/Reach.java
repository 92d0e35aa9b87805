package otp.termscache.akka.cluster;

import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.Replicator.WriteConsistency;
import java.time.Duration;

/** How many nodes must have a change before the one who made it is told so. In the end all nodes get it, whatever was asked for. */
public enum Reach {
    /** This one. The others follow within a second or so; if this node dies before, nobody ever sees the change. */
    LOCAL,

    /** More than half of the nodes, this one among them. It survives the loss of any one node out of three. */
    MAJORITY;

    WriteConsistency within(Duration timeout) {
        return switch (this) {
            case LOCAL -> Replicator.writeLocal();
            case MAJORITY -> new Replicator.WriteMajority(timeout);
        };
    }
}
