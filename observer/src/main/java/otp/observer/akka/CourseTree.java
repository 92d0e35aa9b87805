package otp.observer.akka;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.ActorTags;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.akka.internal.ActorTree;
import otp.observer.tree.Lane;
import otp.observer.tree.TreeNode;

/**
 * The course application in Akka Typed. Its from-scratch twin has the same name and the same tree:
 *
 * <pre>
 * course               the guardian; its path is /user
 *   servers            supervises
 *     counter, totals  SharedState
 *     undo, redo       Stack
 *   client             gives them a little to do
 * </pre>
 */
public final class CourseTree implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.akka");

    final ActorSystem<Course.Message> system;
    private final CompletionStage<Done> gone;

    private CourseTree(ActorSystem<Course.Message> system) {
        this.system = system;
        this.gone = system.getWhenTerminated().whenComplete((_, _) -> LOG.info("{} has stopped", system.name()));
    }

    /**
     * Starts it. On return the actor system is up; its actors start one another.
     *
     * @param config the configuration of the actor system
     * @param pause how long the client waits between two rounds of messages
     * @return the running tree
     */
    public static CourseTree start(Config config, Duration pause) {
        return new CourseTree(
                ActorSystem.create(Course.create(pause), "course", config, ActorTags.create("Supervisor")));
    }

    @Override
    public String name() {
        return "akka";
    }

    @Override
    public @Nullable TreeNode tree() {
        return ActorTree.read(system);
    }

    @Override
    public void stop(Duration patience) throws TimeoutException, InterruptedException {
        system.tell(Course.Message.STOP);
        try {
            gone.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            system.terminate();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the actor system ended with a failure", e.getCause());
        }
    }

    @Override
    public CompletionStage<String> ended() {
        return gone.handle((_, failure) -> failure == null ? "the guardian has stopped" : failure.toString());
    }
}
