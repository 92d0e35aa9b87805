package otp.observer.akka.internal;

import akka.actor.typed.Behavior;
import akka.actor.typed.internal.BehaviorImpl.ReceiveBehavior;
import akka.actor.typed.internal.BehaviorImpl.ReceiveMessageBehavior;
import akka.actor.typed.internal.InterceptorImpl;
import akka.actor.typed.javadsl.ActorContext;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class that a behavior was written in: the closest there is to what a process runs. Most behaviors are lambdas, and Akka wraps
 * those for Java once more; the class of a lambda is named after the one that it stands in.
 */
final class BehaviorName {
    /** The fields of a lambda are what it has captured. */
    private static final ClassValue<List<Field>> CAPTURED = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Stream.of(type.getDeclaredFields())
                    .filter(Field::trySetAccessible)
                    .toList();
        }
    };

    /** Of nothing for the classes of Akka, Scala and the JDK. */
    private static final ClassValue<Optional<String>> WRITTEN_IN = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
            return Stream.of("akka.", "scala.", "java.").anyMatch(type.getName()::startsWith)
                    ? Optional.empty()
                    : Optional.of(type.getName().replaceAll("\\$.*", "").replaceAll(".*\\.", ""));
        }
    };

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
        return codeOf(code).flatMap(each -> WRITTEN_IN.get(each.getClass()));
    }

    private static Optional<Object> codeOf(Object code) {
        return Stream.concat(Stream.of(code), captured(code))
                .filter(each -> WRITTEN_IN.get(each.getClass()).isPresent())
                .findFirst();
    }

    /**
     * What the code of a behavior has captured, which in the functional style is the state of the actor, or has in its fields. Not
     * the context, which every actor has.
     */
    static List<Object> state(Behavior<?> behavior) {
        Behavior<?> innermost = behavior;
        while (innermost instanceof InterceptorImpl<?, ?> layer) {
            innermost = layer.nestedBehavior();
        }
        Object code = switch (innermost) {
            case ReceiveBehavior<?> receive -> receive.onMessage();
            case ReceiveMessageBehavior<?> receive -> receive.onMessage();
            default -> innermost;
        };
        return codeOf(code).stream()
                .flatMap(BehaviorName::captured)
                .filter(each -> !(each instanceof ActorContext<?>))
                .toList();
    }

    private static Stream<Object> captured(Object lambda) {
        return CAPTURED.get(lambda.getClass()).stream().flatMap(field -> Stream.ofNullable(read(field, lambda)));
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
