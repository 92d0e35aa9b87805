package otp.handrolled.registry;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/**
 * What listeners of a registry receive (R6). As in Elixir, the end of a process sends none: a listener that wants to know of it
 * monitors the pid.
 */
public sealed interface RegistryEvent {
    /**
     * {@code {:register, registry, key, pid, value}}.
     *
     * @param registry the name of the registry
     * @param key the key
     * @param pid who registered
     * @param value with what, or null for a via name without a value
     */
    record Registered(
            String registry, Object key, Pid pid, @Nullable Object value) implements RegistryEvent {}

    /**
     * {@code {:unregister, registry, key, pid}}: the process called {@link Registry#unregister}.
     *
     * @param registry the name of the registry
     * @param key the key
     * @param pid who unregistered
     */
    record Unregistered(String registry, Object key, Pid pid) implements RegistryEvent {}
}
