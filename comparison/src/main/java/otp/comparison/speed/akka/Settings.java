package otp.comparison.speed.akka;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The two configurations under which the Akka lane is measured. */
public enum Settings {
    /** As it comes: a pool of at least 8 threads, and an actor hands its thread on after 5 messages. */
    DEFAULT(""),

    /**
     * One other configuration, not a search for the best: no more threads than cores, so that an actor more often runs where
     * its message was sent, and a hundred messages before it hands its thread on.
     */
    TUNED("""
            akka.actor.default-dispatcher {
              throughput = 100
              fork-join-executor {
                parallelism-min = 1
                parallelism-factor = 1.0
                parallelism-max = 64
              }
            }
            """);

    private final Config config;

    Settings(String text) {
        this.config = ConfigFactory.parseString(text);
    }

    ActorSystem<Void> start() {
        return ActorSystem.create(Behaviors.empty(), "speed", config.withFallback(ConfigFactory.load()));
    }
}
