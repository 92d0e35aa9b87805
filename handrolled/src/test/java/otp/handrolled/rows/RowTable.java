package otp.handrolled.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes {@code target/rows.csv} when the tests are through: {@code row,test,result}, where the result is {@code passed}, {@code
 * failed}, or {@code impossible} with the reason in a fourth column. A run of some tests writes a table of those tests.
 *
 * <p>JUnit finds it by {@code META-INF/services}.
 */
public final class RowTable implements TestExecutionListener {
    private final RowResults results = new RowResults();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        plan.getRoots().forEach(root -> plan.getDescendants(root).forEach(this::expect));
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        expect(test);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource().ifPresent(source -> {
            if (source instanceof MethodSource method) {
                results.finished(nameOf(method), result.getStatus() == TestExecutionResult.Status.SUCCESSFUL);
            }
        });
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        test.getSource().ifPresent(source -> {
            if (source instanceof MethodSource method) {
                results.finished(nameOf(method), false);
            }
        });
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        try {
            // Beside the classes of this module, so that it is the same file wherever the run was started.
            Path classes = Path.of(RowTable.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Instant begun =
                    Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
            RowFile.write(classes.resolveSibling("rows.csv"), results.table(ImpossibleRows.read()), begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void expect(TestIdentifier test) {
        test.getSource().ifPresent(source -> {
            if (source instanceof MethodSource method) {
                test.getTags().stream()
                        .map(TestTag::getName)
                        .flatMap(tag -> Row.named(tag).stream())
                        .forEach(row -> results.expect(row, nameOf(method)));
            }
        });
    }

    private static String nameOf(MethodSource method) {
        return method.getClassName() + "." + method.getMethodName();
    }
}
