package otp.handrolled.supervisor;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;

/** What can be wrong with the specs of a supervisor although each of them is right by itself (S23, S25). */
final class SpecCheck {
    private SpecCheck() {}

    static Optional<ExitReason> check(List<ChildSpec> specs, Flags flags) {
        var ids = new HashSet<>();
        for (ChildSpec spec : specs) {
            if (!ids.add(spec.id())) {
                return Optional.of(startSpec("{duplicate_child_name, " + spec.id() + "}"));
            }
            Optional<String> problem = badCombination(spec, flags.autoShutdown());
            if (problem.isPresent()) {
                return problem.map(SpecCheck::startSpec);
            }
        }
        return Optional.empty();
    }

    /** A significant child that could never bring about a shutdown is a mistake. */
    static Optional<String> badCombination(ChildSpec spec, AutoShutdown autoShutdown) {
        if (!spec.significant()) {
            return Optional.empty();
        }
        if (autoShutdown == AutoShutdown.NEVER) {
            return Optional.of("{bad_combination, [{auto_shutdown, never}, {significant, true}]}");
        }
        if (spec.restart() == ChildSpec.Restart.PERMANENT) {
            return Optional.of("{bad_combination, [{restart, permanent}, {significant, true}]}");
        }
        return Optional.empty();
    }

    private static ExitReason startSpec(String problem) {
        return ExitReason.term("{start_spec, " + problem + "}");
    }
}
