package otp.handrolled.registry;

import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.Exit;
import otp.handrolled.process.Processes;

/**
 * The process of a registry: Elixir's {@code Registry.Partition}. It only lives, to be linked to and supervised: callers read and
 * write the table themselves, so nobody ever waits for it.
 */
final class RegistryProcess<K, V> implements GenServer<Registry<K, V>, RegistryProcess.Nothing> {
    /** It is asked nothing, and nobody can make one of these. */
    static final class Nothing {
        private Nothing() {}
    }

    private final Registry<K, V> registry;

    RegistryProcess(Registry<K, V> registry) {
        this.registry = registry;
    }

    @Override
    public Init<Registry<K, V>> init() {
        // Those that register are linked to it: their ends must not be its own.
        Processes.trapExit(true);
        return registry.open(Processes.self())
                .<Init<Registry<K, V>>>map(Init::stop)
                .orElseGet(() -> Init.ok(registry));
    }

    @Override
    public Next<Registry<K, V>> handle(Nothing message, Registry<K, V> state) {
        return Next.noreply(state);
    }

    @Override
    public Next<Registry<K, V>> handleInfo(Object message, Registry<K, V> state) {
        return message instanceof Exit ? Next.noreply(state) : GenServer.super.handleInfo(message, state);
    }
}
