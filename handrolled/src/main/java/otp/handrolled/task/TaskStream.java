package otp.handrolled.task;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Gatherer;
import java.util.stream.Gatherer.Downstream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.task.TaskResult.Ended;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Ok;

/**
 * The consumer's side of a stream of tasks, which is a stage of a Java stream: it pulls elements, hands each to a task, and passes
 * results on. It hears of every way in which a stream can end: no more elements, or no more wanted ({@link #finish}); an
 * exception of the source or of what comes after this stage ({@link Guarded}); and {@code close}.
 */
final class TaskStream<T extends @Nullable Object, R extends @Nullable Object> {
    private final TaskFunction<? super T, ? extends R> function;
    private final StreamOptions options;
    private final @Nullable TaskStarter starter;
    private final Ref run = new Ref();

    // Set when it begins, by the process that runs the terminal operation.
    private @Nullable Pid consumer;
    private @Nullable Pid between;
    private @Nullable Ref betweenGone;
    private boolean closed;

    private int started;
    private int running;
    private int delivered;
    private final Map<Integer, Ok<R>> replies = new HashMap<>();
    private final Map<Integer, Ended<R>> notYetDue = new HashMap<>();

    private TaskStream(
            TaskFunction<? super T, ? extends R> function, StreamOptions options, @Nullable TaskStarter starter) {
        this.function = function;
        this.options = options;
        this.starter = starter;
    }

    static <T extends @Nullable Object, R extends @Nullable Object> Stream<Ended<R>> of(
            Stream<T> elements,
            TaskFunction<? super T, ? extends R> function,
            StreamOptions options,
            @Nullable TaskStarter starter) {
        var tasks = new TaskStream<T, R>(function, options, starter);
        Gatherer<T, ?, Ended<R>> stage = Gatherer.ofSequential(
                tasks::begin,
                (TaskStream<T, R> state, T element, Downstream<? super Ended<R>> downstream) ->
                        state.integrate(element, downstream),
                TaskStream::finish);
        return StreamSupport.stream(() -> tasks.new Guarded(elements.spliterator()), Spliterator.ORDERED, false)
                .gather(stage)
                .onClose(tasks::close)
                .onClose(elements::close);
    }

    // ---- the life of a run ----

    private TaskStream<T, R> begin() {
        Pid self = self();
        boolean trapsExits = info(self).map(ProcessInfo::trapsExits).orElse(false);
        var monitor = new StreamMonitor(run, self, options.timeout(), starter);
        consumer = self;
        between = spawnLink(StreamMonitor.LABEL, () -> monitor.run(trapsExits));
        betweenGone = monitor(between);
        return this;
    }

    private boolean integrate(T element, Downstream<? super Ended<R>> downstream) {
        if (downstream.isRejecting()) {
            return false;
        }
        start(element);
        while (running == options.maxConcurrency()) {
            if (!deliverNext(downstream)) {
                return false;
            }
        }
        return true;
    }

    private void finish(Downstream<? super Ended<R>> downstream) {
        try {
            while (!downstream.isRejecting() && delivered < started && deliverNext(downstream)) {
                // one more is delivered
            }
        } finally {
            close();
        }
    }

    /** Kills the tasks that still run, and takes out whatever they have sent. Does nothing the second time. */
    private void close() {
        if (closed || between == null) {
            closed = true;
            return;
        }
        if (self() != consumer) {
            throw new IllegalStateException("expected the stream of tasks to be closed by " + consumer
                    + ", which began to consume it, but it was closed by " + self());
        }
        closed = true;
        send(between, new StreamMessage.Stop());
        ExitReason reason = receive(
                message -> message instanceof Down(var ref, var _, var why) && ref == betweenGone ? () -> why : null);
        cleanUp();
        if (reason != ExitReason.NORMAL) {
            fail(reason);
        }
    }

    private void cleanUp() {
        boolean more = true;
        while (more) {
            more = receive(
                    message -> switch (message) {
                        case StreamMessage.ToConsumer ours when ours.run() == run -> () -> true;
                        case Exit(var from, var _) when from == between -> () -> true;
                        default -> null;
                    },
                    Duration.ZERO,
                    () -> false);
        }
    }

    private <A> A fail(ExitReason reason) {
        return exit(new ExitReason.CallFailed(reason, "Task.asyncStream", null, null, options.timeout()));
    }

    // ---- elements in, results out ----

    private void start(T element) {
        Pid owner = self();
        int position = started++;
        running++;
        send(Objects.requireNonNull(between), new StreamMessage.Start(position, () -> {
            R value = TaskProcess.<R>invoke(owner, function, () -> function.apply(element));
            send(owner, new StreamMessage.Replied(run, position, value));
        }));
    }

    /** Waits until a task has ended, and passes on what is due. Returns false when the downstream wants no more. */
    private boolean deliverNext(Downstream<? super Ended<R>> downstream) {
        StreamMessage.Gone gone = awaitEnd();
        running--;
        Ended<R> result = resultOf(gone);
        if (!options.ordered()) {
            delivered++;
            return downstream.push(result);
        }
        notYetDue.put(gone.position(), result);
        for (Ended<R> due = notYetDue.remove(delivered); due != null; due = notYetDue.remove(delivered)) {
            delivered++;
            if (!downstream.push(due)) {
                return false;
            }
        }
        return true;
    }

    private StreamMessage.Gone awaitEnd() {
        while (true) {
            StreamMessage.Gone gone = Processes.<StreamMessage.@Nullable Gone>receive(message -> switch (message) {
                case StreamMessage.Gone end when end.run() == run -> () -> end;
                case StreamMessage.Replied(var of, var position, var value)
                when of == run ->
                    () -> {
                        replies.put(position, new Ok<>(asResult(value)));
                        return null;
                    };
                case StreamMessage.Refused(var of, var why)
                when of == run ->
                    () -> {
                        throw why;
                    };
                case Down(var ref, var _, var reason)
                when ref == betweenGone ->
                    () -> {
                        closed = true;
                        cleanUp();
                        return fail(reason);
                    };
                default -> null;
            });
            if (gone != null) {
                return gone;
            }
        }
    }

    private Ended<R> resultOf(StreamMessage.Gone gone) {
        Ok<R> reply = replies.remove(gone.position());
        if (reply != null) {
            return reply;
        }
        if (!gone.timedOut()) {
            return new Exited<>(gone.reason());
        }
        return switch (options.onTimeout()) {
            case KILL_TASK -> new Exited<>(ExitReason.TIMEOUT);
            case EXIT -> fail(ExitReason.TIMEOUT);
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only results of the function are sent as replies of this run
    private R asResult(@Nullable Object value) {
        return (R) value;
    }

    // ---- the source ----

    /** The source, pulled element by element. Whatever is thrown there or further down passes here, and the tasks end first. */
    private final class Guarded extends AbstractSpliterator<T> {
        private final Spliterator<T> source;

        Guarded(Spliterator<T> source) {
            super(source.estimateSize(), Spliterator.ORDERED);
            this.source = source;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            try {
                return source.tryAdvance(action);
            } catch (Throwable thrown) {
                close();
                throw thrown;
            }
        }
    }
}
