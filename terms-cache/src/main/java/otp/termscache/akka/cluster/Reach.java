package otp.termscache.akka.cluster;

import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.Replicator.WriteConsistency;
import java.time.Duration;

/** How many nodes must have a change before the one who made it is told so. In the end all nodes get it, whatever was asked for. */
public enum Reach {
    /** This one. The others follow, within half a second while all is well; if this node dies before, nobody ever sees the change. */
    LOCAL,

    /**
     * More than half of the nodes, this one among them: the change outlives any one node out of three. It makes nothing visible
     * sooner: a reader on the third node may still get the old value after it is confirmed.
     */
    MAJORITY;

    WriteConsistency within(Duration timeout) {
        return switch (this) {
            case LOCAL -> Replicator.writeLocal();
            case MAJORITY -> new Replicator.WriteMajority(timeout);
        };
    }
}
