package otp.comparison.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One benchmark in one new JVM. JMH would measure all forks of one benchmark and then all of the next; here each round runs every
 * benchmark once, so that ratios are taken of figures from the same minutes.
 */
record Jmh(Class<?> benchmark, String method, String settings) {
    private static final int WARM_UPS = 4;
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    Jmh(Class<?> benchmark, String method) {
        this(benchmark, method, "");
    }

    /** Nanoseconds per operation: the median of the iterations. */
    double measure(List<String> jvmArguments, int iterations) throws RunnerException {
        var options = new OptionsBuilder()
                .include(Pattern.quote(benchmark.getName() + "." + method) + "$")
                .jvmArgs(jvmArguments.toArray(String[]::new))
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(ITERATION)
                .measurementIterations(iterations)
                .measurementTime(ITERATION)
                .timeout(TimeValue.minutes(2))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (!settings.isEmpty()) {
            options.param("settings", settings);
        }
        var figures = new ArrayList<Double>();
        for (RunResult result : new Runner(options.build()).run()) {
            result.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(iteration ->
                                    figures.add(iteration.getPrimaryResult().getScore())));
        }
        return Figures.median(figures)
                .orElseThrow(() -> new IllegalStateException("expected figures of " + this + ", got none"));
    }
}
