package otp.handrolled.genserver;

import java.util.List;
import java.util.Optional;
import otp.handrolled.process.From;

/**
 * A stack in a process: the first example of every course on GenServer.
 *
 * <pre>{@code
 * ServerRef<Stack.Message<Integer>> stack = GenServer.startLink(new Stack<>(List.of(1, 2))).get();
 * GenServer.cast(stack, new Stack.Push<>(0));
 * Optional<Integer> top = GenServer.call(stack, Stack.Pop::new);    // 0
 * }</pre>
 *
 * <p>A pop from an empty stack answers {@link Optional#empty()}: an empty stack is no reason to crash the server and its caller.
 *
 * @param <E> what lies on the stack
 */
public final class Stack<E> implements GenServer<Stack.Cell<E>, Stack.Message<E>> {

    /** What one can ask of it. */
    public sealed interface Message<E> {}

    /** Puts an element on top. */
    public record Push<E>(E element) implements Message<E> {}

    /** Takes the top element away, and answers it. */
    public record Pop<E>(From<Optional<E>> from) implements Message<E> {}

    private final List<E> initial;

    /**
     * A stack with elements on it.
     *
     * @param initial from the top down
     */
    public Stack(List<E> initial) {
        this.initial = List.copyOf(initial);
    }

    @Override
    public Init<Cell<E>> init() {
        Cell<E> stack = new Empty<>();
        for (E element : initial.reversed()) {
            stack = new Top<>(element, stack);
        }
        return Init.ok(stack);
    }

    @Override
    public Next<Cell<E>> handle(Message<E> message, Cell<E> stack) {
        return switch (message) {
            case Push<E>(var element) -> Next.noreply(new Top<>(element, stack));
            case Pop<E>(var from) ->
                switch (stack) {
                    case Top<E>(var element, var below) -> Next.reply(from, Optional.of(element), below);
                    case Empty<E>() -> Next.reply(from, Optional.empty(), stack);
                };
        };
    }

    /** The state: a list as Elixir's, of a head and a tail. */
    public sealed interface Cell<E> {}

    private record Top<E>(E element, Cell<E> below) implements Cell<E> {
        @Override
        public String toString() {
            return element + " | " + below;
        }
    }

    private record Empty<E>() implements Cell<E> {
        @Override
        public String toString() {
            return "[]";
        }
    }
}
