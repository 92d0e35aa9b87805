package otp.termscache.akka.cluster;

import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A cluster of three, which a test gets as a parameter: one for all classes that say {@code @ExtendWith(Nodes.Shared.class)}, for it
 * takes its time to start.
 */
record Nodes(TestNode a, TestNode b, TestNode c) implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** @param settings that go before the usual ones */
    static Nodes start(String settings) throws Exception {
        Nodes nodes = new Nodes(
                TestNode.start(START, settings), TestNode.start(START, settings), TestNode.start(START, settings));
        TestNode.join(nodes.a, nodes.b, nodes.c);
        return nodes;
    }

    @Override
    public void close() {
        a.die();
        b.die();
        c.die();
    }

    /** Starts it for the first who asks, and ends it after the last test of all. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Nodes.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Nodes.class))
                    .getOrComputeIfAbsent(Nodes.class, _ -> unchecked(), Nodes.class);
        }

        private static Nodes unchecked() {
            try {
                return start("");
            } catch (Exception e) {
                throw new IllegalStateException("expected three nodes to start", e);
            }
        }
    }
}
