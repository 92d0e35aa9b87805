package otp.handrolled.supervisor;

import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;

/**
 * What a supervisor says is wrong. Within an {@link otp.handrolled.process.OnStart.Failed} it is the term of the reason, so that
 * it can be matched:
 *
 * <pre>{@code
 * switch (Supervisor.startLink(children, flags)) {
 *     case Failed(Term(StartSpec(DuplicateChildName(var id)))) -> ...
 * }</pre>
 */
public sealed interface SupervisorError {
    /** {@code {start_spec, problem}}: a child spec that {@code start_link} was given is wrong. Nothing was started. */
    record StartSpec(SupervisorError problem) implements SupervisorError {
        @Override
        public String toString() {
            return "{start_spec, " + problem + "}";
        }
    }

    /** {@code {supervisor_data, problem}}: the flags are wrong. Nothing was started. */
    record SupervisorData(SupervisorError problem) implements SupervisorError {
        @Override
        public String toString() {
            return "{supervisor_data, " + problem + "}";
        }
    }

    /** {@code {duplicate_child_name, id}}: two children have one id. */
    record DuplicateChildName(Object id) implements SupervisorError {
        @Override
        public String toString() {
            return "{duplicate_child_name, " + id + "}";
        }
    }

    /** {@code {bad_combination, [{auto_shutdown, never}, {significant, true}]}}: its end could never shut anything down. */
    record SignificantForNothing() implements SupervisorError {
        @Override
        public String toString() {
            return "{bad_combination, [{auto_shutdown, never}, {significant, true}]}";
        }
    }

    /** {@code {bad_combination, [{restart, permanent}, {significant, true}]}}: it is always restarted, so it never ends. */
    record SignificantAndPermanent() implements SupervisorError {
        @Override
        public String toString() {
            return "{bad_combination, [{restart, permanent}, {significant, true}]}";
        }
    }

    /** {@code {invalid_strategy, strategy}}: a dynamic supervisor knows one_for_one only. */
    record InvalidStrategy(Strategy strategy) implements SupervisorError {
        @Override
        public String toString() {
            return "{invalid_strategy, " + lowerCase(strategy) + "}";
        }
    }

    /** {@code {invalid_auto_shutdown, value}}: a dynamic supervisor never shuts down by itself. */
    record InvalidAutoShutdown(AutoShutdown value) implements SupervisorError {
        @Override
        public String toString() {
            return "{invalid_auto_shutdown, " + lowerCase(value) + "}";
        }
    }

    /** {@code {invalid_max_children, value}}: expected zero or more. */
    record InvalidMaxChildren(int value) implements SupervisorError {
        @Override
        public String toString() {
            return "{invalid_max_children, " + value + "}";
        }
    }

    /** {@code {failed_to_start_child, id, reason}}: why {@code start_link} failed; those started before it are stopped (S2). */
    record FailedToStartChild(Object id, ExitReason reason) implements SupervisorError {
        @Override
        public String toString() {
            return "{failed_to_start_child, " + id + ", " + reason + "}";
        }
    }

    /** {@code {reason, child}}: what {@code start_child} says of a start that failed. */
    record ChildNotStarted(ExitReason reason, ChildSpec spec) implements SupervisorError {
        @Override
        public String toString() {
            return "{" + reason + ", {child, " + spec.id() + "}}";
        }
    }

    /** {@code {'EXIT', reason}}: the start function itself exited or threw, rather than say that the start failed. */
    record Exited(ExitReason reason) implements SupervisorError {
        @Override
        public String toString() {
            return "{'EXIT', " + reason + "}";
        }
    }

    /**
     * As the reason of an exit or of a start that failed.
     *
     * @return the reason with this in it
     */
    default ExitReason asReason() {
        return ExitReason.term(this);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
