package otp.handrolled.task;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.Ref;

/** What passes between the consumer of a stream of tasks, the process in between, and the tasks. */
sealed interface StreamMessage {

    /** To the consumer. Each says of which run it is, so that none can be taken for another's. */
    sealed interface ToConsumer extends StreamMessage {
        Ref run();
    }

    /** The function has returned. */
    record Replied(Ref run, int position, @Nullable Object value) implements ToConsumer {}

    /** The process of a task is gone. */
    record Gone(Ref run, int position, ExitReason reason, boolean timedOut) implements ToConsumer {}

    /** A task could not be started. */
    record Refused(Ref run, RuntimeException why) implements ToConsumer {}

    /** To the process in between: start a task. */
    record Start(int position, ProcessBody body) implements StreamMessage {}

    /** To the process in between, from its timer: this task has had its time. */
    record Late(Ref task) implements StreamMessage {}

    /** To the process in between: end all tasks, then yourself. */
    record Stop() implements StreamMessage {}
}
