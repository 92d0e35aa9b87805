package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;

class StackTest {
    @Test
    void popsWhatWasPushedLast() throws Exception {
        try (var node = Node.start()) {
            Optional<Integer> top = node.run(() -> {
                ServerRef<Stack.Message<Integer>> stack =
                        GenServer.startLink(new Stack<>(List.of(1, 2))).get();
                GenServer.cast(stack, new Stack.Push<>(0));
                return GenServer.call(stack, Stack.Pop<Integer>::new);
            });
            assertThat(top).contains(0);
        }
    }

    @Test
    void answersAPopFromAnEmptyStack() throws Exception {
        try (var node = Node.start()) {
            Optional<String> top = node.run(() -> {
                ServerRef<Stack.Message<String>> stack =
                        GenServer.startLink(new Stack<String>(List.of())).get();
                return GenServer.call(stack, Stack.Pop<String>::new);
            });
            assertThat(top).isEmpty();
        }
    }
}
