package otp.handrolled.supervisor;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import otp.handrolled.process.ChildSpec;

/** What can be wrong with the specs of a supervisor although each of them is right by itself (S23, S25). */
final class SpecCheck {
    private SpecCheck() {}

    /** A copy of the specs, each of which is there. */
    static List<ChildSpec> copy(List<ChildSpec> specs) {
        Objects.requireNonNull(specs, "expected the child specs, got null");
        specs.forEach(SpecCheck::notNull);
        return List.copyOf(specs);
    }

    static ChildSpec notNull(ChildSpec spec) {
        return Objects.requireNonNull(spec, "invalid_child_spec: expected a child spec, got null");
    }

    static Optional<SupervisorError> check(List<ChildSpec> specs, AutoShutdown autoShutdown) {
        var ids = new HashSet<>();
        for (ChildSpec spec : specs) {
            Optional<SupervisorError> problem = check(spec, autoShutdown);
            if (problem.isPresent()) {
                return problem;
            }
            if (!ids.add(spec.id())) {
                return Optional.of(new SupervisorError.DuplicateChildName(spec.id()));
            }
        }
        return Optional.empty();
    }

    /** A significant child that could never bring about a shutdown is a mistake. */
    static Optional<SupervisorError> check(ChildSpec spec, AutoShutdown autoShutdown) {
        if (!spec.significant()) {
            return Optional.empty();
        }
        if (autoShutdown == AutoShutdown.NEVER) {
            return Optional.of(new SupervisorError.SignificantForNothing());
        }
        if (spec.restart() == ChildSpec.Restart.PERMANENT) {
            return Optional.of(new SupervisorError.SignificantAndPermanent());
        }
        return Optional.empty();
    }
}
