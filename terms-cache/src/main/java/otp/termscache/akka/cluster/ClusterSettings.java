package otp.termscache.akka.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The settings of a node. They are in a file of their own, {@code cluster.conf}: the other systems of this course are no nodes. */
public final class ClusterSettings {
    private ClusterSettings() {}

    /**
     * Those of {@code cluster.conf}, with {@code application.conf} and system properties before them.
     *
     * @return for {@link akka.actor.typed.ActorSystem#create}
     */
    public static Config load() {
        Config ours = ConfigFactory.parseResources(
                ClusterSettings.class.getClassLoader(), "otp/termscache/akka/cluster/cluster.conf");
        return ConfigFactory.load(ConfigFactory.defaultApplication().withFallback(ours));
    }
}
