package otp.handrolled.task;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Ref;

/**
 * The message {@code {ref, result}}: how the result of a task lies in the mailbox of its owner. {@link Task#await()} and its
 * like take it out. An owner that is a server gets it in {@code handleInfo} instead, where it is matched by the reference, and
 * the monitor is taken away because its DOWN is of no more interest:
 *
 * <pre>{@code
 * case TaskReply(var ref, var value) when ref == state.task().ref() -> {
 *     demonitorFlush(ref);
 *     yield Next.noreply(state.done(value));
 * }
 * }</pre>
 *
 * @param ref which task: its {@link Task#ref()}
 * @param value what its function returned
 */
public record TaskReply(Ref ref, @Nullable Object value) {}
