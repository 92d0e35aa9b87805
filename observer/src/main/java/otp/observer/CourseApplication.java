package otp.observer;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.Node;
import otp.observer.tree.Lane;
import otp.observer.web.Permissions;
import otp.observer.web.Port;
import otp.observer.web.WebServer;
import otp.redisclient.Backoff;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.LocalRedis;
import otp.redisclient.LocalRedisException;

/** Both lanes and the page that shows them, running. Thread-safe. */
final class CourseApplication {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course");
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** Short enough that one who starts Redis again does not wait for the connections. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(2));
    /** How long all of it has to stop: within two seconds, and {@link Shutdown} needs a moment of them. */
    private static final Duration PATIENCE = Duration.ofMillis(1800);

    private final List<Lane> lanes;
    private final WebServer web;
    private final LocalRedis redis;
    private boolean stopped;

    private CourseApplication(List<Lane> lanes, WebServer web, LocalRedis redis) {
        this.lanes = lanes;
        this.web = web;
        this.redis = redis;
    }

    /**
     * Starts all of it. The port comes first, so that a port that is taken is known before anything runs.
     *
     * @param port where the page is served
     * @param permissions what the page may do besides looking
     * @return the running application
     * @throws otp.observer.web.PortTakenException if another program has the port
     * @throws otp.redisclient.LocalRedisException if there is no Redis
     * @throws IllegalStateException if a lane does not start; then nothing is left running
     */
    static CourseApplication start(Port port, Permissions permissions) throws IOException, InterruptedException {
        var lanes = new ArrayList<Lane>();
        WebServer web = WebServer.open(port, lanes, permissions);
        var application = new CourseApplication(lanes, web, redisFor(web));
        try {
            ConnectionOptions redis =
                    ConnectionOptions.of(application.redis.uri()).withBackoff(BACKOFF);
            lanes.add(otp.observer.akka.CourseTree.start(ConfigFactory.load(), PAUSE, redis));
            lanes.add(otp.observer.handrolled.CourseTree.start(Node.start(), PAUSE, redis));
            application.web.start();
            return application;
        } catch (Throwable notStarted) {
            application.stop();
            throw notStarted;
        }
    }

    private static LocalRedis redisFor(WebServer web) {
        try {
            return LocalRedis.open();
        } catch (RuntimeException none) {
            web.close();
            throw none;
        }
    }

    /** Where the page is. */
    String url() {
        return "http://localhost:" + web.port() + "/";
    }

    /** Completes with a sentence when one of the lanes has ended without being told to, or with it. */
    CompletionStage<String> endOfALane() {
        var first = new CompletableFuture<String>();
        for (Lane lane : lanes) {
            lane.ended().thenAccept(why -> first.complete("The " + lane.name() + " lane has ended: " + why));
        }
        return first;
    }

    /**
     * Stops all of it in order: the web server, then in each lane the client first and the root last, then Redis. Blocks until it is done, two
     * seconds at most. Stopping again does nothing.
     *
     * @return whether everything stopped in order and in time; if not, the log says what did not
     */
    synchronized boolean stop() {
        if (stopped) {
            return true;
        }
        stopped = true;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        web.close();
        LOG.info("web server has stopped");
        boolean inOrder = true;
        for (Lane lane : lanes) {
            try {
                lane.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            } catch (TimeoutException e) {
                LOG.error("The {} lane did not stop in time and was ended", lane.name());
                inOrder = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return stopRedis() && inOrder;
    }

    /** The last, since the lanes have used it. One that REDIS_URL names is not ours to stop. */
    private boolean stopRedis() {
        try {
            redis.close();
            if (redis.isOwn()) {
                LOG.info("Redis has stopped");
            }
            return true;
        } catch (LocalRedisException e) {
            LOG.error("Redis did not stop in order", e);
            return false;
        }
    }
}
