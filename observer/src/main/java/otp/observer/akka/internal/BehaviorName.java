package otp.observer.akka.internal;

import akka.actor.typed.Behavior;
import akka.actor.typed.internal.BehaviorImpl.ReceiveBehavior;
import akka.actor.typed.internal.BehaviorImpl.ReceiveMessageBehavior;
import akka.actor.typed.internal.InterceptorImpl;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class that a behavior was written in: the closest there is to what a process runs. Most behaviors are lambdas, and Akka wraps
 * those for Java once more; the class of a lambda is named after the one that it stands in.
 */
final class BehaviorName {
    private BehaviorName() {}

    /** The simple name of the class, or nothing for what Akka brings itself, such as {@code Behaviors.empty}. */
    static Optional<String> of(@Nullable Behavior<?> behavior) {
        return switch (behavior) {
            case null -> Optional.empty();
            case InterceptorImpl<?, ?> layer -> of(layer.nestedBehavior());
            case ReceiveBehavior<?> receive -> written(receive.onMessage());
            case ReceiveMessageBehavior<?> receive -> written(receive.onMessage());
            default -> written(behavior);
        };
    }

    private static Optional<String> written(Object code) {
        return Stream.concat(Stream.of(code), captured(code))
                .map(each -> each.getClass().getName())
                .filter(name -> !name.startsWith("akka.") && !name.startsWith("scala.") && !name.startsWith("java."))
                .findFirst()
                .map(name -> name.substring(
                                name.lastIndexOf('.', name.indexOf('$') < 0 ? name.length() : name.indexOf('$')) + 1)
                        .replaceAll("\\$.*", ""));
    }

    /** What a lambda has captured. */
    private static Stream<Object> captured(Object lambda) {
        return Stream.of(lambda.getClass().getDeclaredFields())
                .flatMap(field -> Stream.ofNullable(read(field, lambda)));
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return field.trySetAccessible() ? field.get(owner) : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
