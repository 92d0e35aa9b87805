package otp.supervision.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor;

class ShellTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LogLines log = LogLines.open();
    private final Shell shell = new Shell(log, new PrintStream(printed, true));
    private final Commands.Use use = Commands.use(shell);

    @BeforeEach
    void open() {
        shell.open();
        printed.reset();
    }

    @AfterEach
    void close() {
        shell.close();
        use.close();
        log.close();
    }

    @Test
    void helpListsEveryCommand() {
        Set<String> commands = Arrays.stream(Commands.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Commands.help();
        assertThat(lines())
                .filteredOn(line -> line.matches("\\w+\\(.*"))
                .extracting(line -> line.substring(0, line.indexOf('(')))
                .containsOnlyOnceElementsOf(
                        commands.stream().filter(name -> !name.equals("start")).toList())
                .contains("start")
                .hasSize(commands.size() + 1);
    }

    @Test
    void aNameThatNobodyHasIsAnsweredWithThoseThatThereAre() {
        Commands.crash("zz");
        assertThat(lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("expected the name of a worker that runs, one of"
                        + " a b c d e f g h i permanent transient temporary j, got: zz"));
    }

    @Test
    void aSupervisorIsNoWorker() {
        Commands.kill("one_for_one");
        assertThat(lines())
                .hasSize(2)
                .allMatch(line -> line.contains("expected the name of a worker") && line.endsWith("got: one_for_one"));
    }

    @Test
    void nullIsAnsweredWithASentence() {
        Commands.state(null);
        Commands.send("b", null);
        Commands.start(null);
        assertThat(lines()).hasSize(5).allMatch(line -> line.matches("(.*: +)?expected a.*|.*, got: null"));
    }

    @Test
    void anUnknownRestartTypeIsAnsweredWithThoseThatThereAre() {
        Commands.start("x", "sometimes");
        assertThat(lines()).containsExactly("expected one of permanent, transient, temporary, got: sometimes");
    }

    @Test
    void aTemporaryWorkerIsNotStartedAgain() {
        Commands.start("x", "temporary");
        printed.reset();
        Commands.crash("x");
        assertThat(lines())
                .contains(
                        "from scratch:  x has ended, and nobody has started it again",
                        "Akka:          x has ended, and nobody has started it again");
    }

    @Test
    void aNameThatIsTakenIsRefusedInBothLanes() {
        Commands.start("b");
        assertThat(lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("from scratch: +b was not started: \\{already_started, #PID<.*>}"))
                .anyMatch(line -> line.startsWith("Akka:          b was not started: the name is taken."));
    }

    @Test
    void aNameThatIsNoPartOfAPathIsRefusedByAkkaAlone() {
        Commands.start("x/y");
        assertThat(lines())
                .anyMatch(line -> line.startsWith("from scratch:  x/y is a new process"))
                .anyMatch(line -> line.startsWith("Akka:          expected a name that can be part of a path"));
    }

    @Test
    void aPlaygroundThatHasEndedIsSaidToHave() throws Exception {
        endBoth();
        Commands.state("b");
        assertThat(lines())
                .filteredOn(line -> !line.contains("|"))
                .hasSize(2)
                .allMatch(
                        line -> line.contains("the playground has ended") && line.endsWith("reset() starts it again"));
    }

    @Test
    void aPlaygroundMayEndWhileACommandRuns() {
        Pattern ended = Pattern.compile("(.*): +the playground has ended");
        Set<String> lanes = new HashSet<>();
        // Three crashes in five seconds end no group, three ends of groups not the playground.
        for (int crashes = 0; crashes < 100 && lanes.size() < 2; crashes++) {
            Commands.crash("a");
            lines().forEach(line -> ended.matcher(line).results().forEach(lane -> lanes.add(lane.group(1))));
        }
        assertThat(lanes).containsExactlyInAnyOrder("from scratch", "Akka");
        assertThat(lines()).noneMatch(line -> line.contains("not done within"));
    }

    @Test
    void resetStartsAgainWhatHasEnded() throws Exception {
        endBoth();
        Commands.reset();
        printed.reset();
        Commands.state("b");
        assertThat(lines()).hasSize(2).allMatch(line -> line.endsWith("; state []"));
    }

    private void endBoth() throws Exception {
        Commands.node().run(() -> {
            Supervisor.stop(ServerRef.named("playground"));
            return true;
        });
        var system = Commands.system();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get();
        printed.reset();
    }

    @Test
    void resetForgetsWhatWasToldToTheWorkers() {
        Commands.send("b", "hello");
        Commands.reset();
        printed.reset();
        Commands.state("b");
        assertThat(lines()).hasSize(2).allMatch(line -> line.endsWith("; state []"));
    }

    @Test
    void closingStopsBothPlaygrounds() {
        var system = Commands.system();
        shell.close();
        assertThat(system.getWhenTerminated()).isCompleted();
        assertThat(Commands.node().whereis("playground")).isEmpty();
        assertThat(Commands.node().lingering()).isEmpty();
    }

    @Test
    void thereIsOneShellInAJvm() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Session.of(List.of()))
                .withMessageContaining("expected no other shell in this JVM");
    }

    private List<String> lines() {
        return printed.toString().lines().toList();
    }
}
