package otp.handrolled.process;

import java.util.Objects;
import java.util.Optional;

/** The name a server is started under: an atom, {@code {:global, term}} or {@code {:via, module, term}}. */
public sealed interface ServerName {

    /** A name on one node: an atom in Erlang. */
    record Local(String name) implements ServerName {
        public Local {
            if (name.isBlank()) {
                throw new IllegalArgumentException("expected a name, got a blank one");
            }
        }

        @Override
        public Optional<Pid> whereis(Node node) {
            return node.whereis(name);
        }

        @Override
        public boolean register(Pid pid) {
            return pid.block.takeName(name) == null;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code {:global, term}}: one name for all nodes, here all nodes of the JVM. */
    record Global(Object term) implements ServerName {
        public Global {
            Objects.requireNonNull(term, "term");
        }

        @Override
        public Optional<Pid> whereis(Node node) {
            return GlobalNames.whereis(term);
        }

        @Override
        public boolean register(Pid pid) {
            return GlobalNames.register(term, pid);
        }

        @Override
        public String toString() {
            return "{:global, " + term + "}";
        }
    }

    /** {@code {:via, module, term}}: a name kept by a registry of your choice. */
    record Via(NameRegistry registry, Object term) implements ServerName {
        public Via {
            Objects.requireNonNull(registry, "registry");
            Objects.requireNonNull(term, "term");
        }

        @Override
        public Optional<Pid> whereis(Node node) {
            return registry.whereisName(term);
        }

        @Override
        public boolean register(Pid pid) {
            return registry.registerName(term, pid);
        }

        @Override
        public String toString() {
            return "{:via, " + registry + ", " + term + "}";
        }
    }

    /**
     * Who has the name.
     *
     * @param node where a local name is looked up
     * @return the process, or nothing
     */
    Optional<Pid> whereis(Node node);

    /**
     * Gives the name to a process.
     *
     * @param pid whom
     * @return false if the name is taken, or the process cannot take one
     */
    boolean register(Pid pid);
}
