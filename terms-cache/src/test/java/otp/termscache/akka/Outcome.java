package otp.termscache.akka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a stage comes to, for a test that waits for it. */
final class Outcome {
    private Outcome() {}

    /** Its value; or it throws what it has failed with. */
    static <T> T of(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The question has found nobody. */
    static void assertTerminated(Throwable failure) {
        assertThat(failure).isInstanceOf(TimeoutException.class).hasMessageContaining("had already been terminated");
    }
}
