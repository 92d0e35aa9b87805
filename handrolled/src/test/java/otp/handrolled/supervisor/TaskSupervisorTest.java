package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor.Message;
import otp.handrolled.supervisor.Supervisor.Refusal;
import otp.handrolled.task.StreamOptions;
import otp.handrolled.task.Task;
import otp.handrolled.task.TaskResult;

@Tag("T14")
class TaskSupervisorTest extends SupervisorTest {
    private static ServerRef<Message> tasks() {
        return TaskSupervisor.startLink(Flags.oneForOne()).get();
    }

    /** A task that runs until it is ended. */
    private static Void never() {
        return receive(_ -> null);
    }

    private static List<Pid> linksOf(Task<?> task) {
        return info(task.pid()).orElseThrow().links();
    }

    @Test
    void asyncLinksTheTaskWithTheSupervisorAndWithItsOwner() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            Task<Void> task = TaskSupervisor.async(tasks, TaskSupervisorTest::never);
            assertThat(linksOf(task)).containsExactlyInAnyOrder(tasks.pid(), self());
            Task<Integer> answer = TaskSupervisor.async(tasks, () -> 6 * 7);
            assertThat(answer.await()).isEqualTo(42);
        });
    }

    @Test
    void asyncNolinkLinksItWithTheSupervisorOnlySoThatItsCrashLeavesTheOwnerAlive() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            Task<Void> task = TaskSupervisor.asyncNolink(tasks, TaskSupervisorTest::never);
            assertThat(linksOf(task)).containsExactly(tasks.pid());
            exit(task.pid(), BOOM);
            assertThat(task.yield()).isEqualTo(new TaskResult.Exited<>(BOOM));
            assertThat(TaskSupervisor.children(tasks)).isEmpty();
        });
    }

    @Test
    void aTaskEndsWithTheOwnerItIsLinkedToAndOutlivesTheOneItIsNot() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            var linked = beside(
                    () -> TaskSupervisor.async(tasks, TaskSupervisorTest::never).pid());
            var other = new CompletableFuture<Pid>();
            Pid owner = node.spawn(() -> {
                TaskSupervisor.async(tasks, TaskSupervisorTest::never);
                other.complete(TaskSupervisor.asyncNolink(tasks, TaskSupervisorTest::never)
                        .pid());
                exit(BOOM);
            });
            Pid beside = linked.get();
            downOf(owner);
            // The end goes from the owner to its task, and from there to the supervisor: one signal more than to here.
            Awaitility.await().until(() -> TaskSupervisor.children(tasks).size() < 3);
            assertThat(TaskSupervisor.children(tasks)).containsExactlyInAnyOrder(beside, other.get());
        });
    }

    @Test
    void aStoppedSupervisorStopsItsTasks() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            Task<Void> task = TaskSupervisor.asyncNolink(tasks, TaskSupervisorTest::never);
            DynamicSupervisor.stop(tasks);
            assertThat(task.yield()).isEqualTo(new TaskResult.Exited<>(ExitReason.SHUTDOWN));
        });
    }

    @Test
    void startChildRunsATaskForItsEffectWhichIsTemporaryUnlessOneSaysOtherwise() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            Pid parent = self();
            Pid brief =
                    TaskSupervisor.startChild(tasks, () -> send(parent, "done")).get();
            expect("done");
            downOf(brief);
            Pid temporary =
                    TaskSupervisor.startChild(tasks, TaskSupervisorTest::never).get();
            Pid permanent = TaskSupervisor.startChild(tasks, Restart.PERMANENT, TaskSupervisorTest::never)
                    .get();
            exit(temporary, BOOM);
            exit(permanent, BOOM);
            assertThat(TaskSupervisor.children(tasks)).singleElement().isNotIn(temporary, permanent);
        });
    }

    @Test
    void beyondTheLimitStartChildIsRefusedAndAsyncThrows() throws Exception {
        asProcess(() -> {
            var tasks = TaskSupervisor.startLink(Flags.oneForOne(), 1).get();
            TaskSupervisor.startChild(tasks, TaskSupervisorTest::never);
            assertThat(TaskSupervisor.startChild(tasks, () -> {}))
                    .isEqualTo(new OnStart.Failed<>(ExitReason.term(Refusal.MAX_CHILDREN)));
            assertThatThrownBy(() -> TaskSupervisor.async(tasks, () -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "expected the task supervisor " + tasks + " to start one more task, got: max_children");
            assertThatThrownBy(() -> TaskSupervisor.asyncNolink(tasks, () -> 1))
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void terminateChildStopsATaskAndTheSecondTimeItIsNotFound() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            Task<Void> task = TaskSupervisor.async(tasks, TaskSupervisorTest::never);
            assertThat(TaskSupervisor.terminateChild(tasks, task.pid())).isEmpty();
            expect(new Exit(task.pid(), ExitReason.SHUTDOWN));
            assertThat(TaskSupervisor.terminateChild(tasks, task.pid())).contains(Refusal.NOT_FOUND);
        });
    }

    @Test
    @Tag("T13")
    void streamsOfTasksRunUnderItToo() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            var results = Task.asyncStreamNolink(
                            TaskSupervisor.starter(tasks),
                            Stream.of(1, 2, 3),
                            number -> info(self()).orElseThrow().links().contains(tasks.pid()) ? number : 0,
                            StreamOptions.DEFAULTS)
                    .toList();
            assertThat(results).containsExactly(new TaskResult.Ok<>(1), new TaskResult.Ok<>(2), new TaskResult.Ok<>(3));
        });
    }

    @Test
    void anOwnerThatDiesBeforeItsTaskBeganLeavesNoTaskBehind() throws Exception {
        asProcess(() -> {
            var tasks = tasks();
            for (int i = 0; i < 200; i++) {
                Pid owner = node.spawn(() -> TaskSupervisor.asyncNolink(tasks, () -> 1));
                exit(owner, ExitReason.KILL);
            }
            DynamicSupervisor.whichChildren(tasks)
                    .forEach(child -> downOf(child.pid().orElseThrow()));
            assertThat(isAlive(tasks.pid())).isTrue();
            assertThat(TaskSupervisor.children(tasks)).isEmpty();
        });
    }
}
