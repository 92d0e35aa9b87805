package otp.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import otp.handrolled.agent.Agent;
import otp.handrolled.ets.Bindings;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.ets.Pattern;
import otp.handrolled.ets.Pattern.Var;
import otp.handrolled.ets.TableType;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.introspection.Branch;
import otp.handrolled.introspection.ObserverBackend;
import otp.handrolled.introspection.StateView;
import otp.handrolled.introspection.Sys;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.registry.Registry;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.PartitionSupervisor;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.TaskSupervisor;
import otp.handrolled.task.Task;
import otp.handrolled.task.TaskResult;

/** The examples of this module's README. */
class ExamplesTest {
    @Test
    void processes() throws Exception {
        // region processes
        try (var node = Node.start()) {
            String greeting = node.run(() -> {
                Pid parent = self();
                spawnLink(() -> send(parent, "hello from " + self()));
                return receive(message -> message instanceof String text ? () -> text : null);
            });
            assertThat(greeting).startsWith("hello from #PID<0.");
        }
        // endregion
    }

    @Test
    void aGenServer() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region genserver
                ServerRef<Stack.Message<String>> stack =
                        GenServer.startLink(new Stack<String>(List.of())).get();
                GenServer.cast(stack, new Stack.Push<>("top"));
                Optional<String> top = GenServer.call(stack, Stack.Pop<String>::new);
                // endregion
                assertThat(top).contains("top");
            });
        }
    }

    @Test
    void aTask() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region task
                Task<Integer> task = Task.async(() -> 6 * 7);
                assertThat(task.await()).isEqualTo(42);
                List<TaskResult.Ended<String>> results =
                        Task.asyncStream(List.of("a", "b"), String::toUpperCase).toList();
                assertThat(results).containsExactly(new TaskResult.Ok<>("A"), new TaskResult.Ok<>("B"));
                // endregion
            });
        }
    }

    @Test
    void anAgent() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region agent
                ServerRef<Agent.Message<Integer>> counter =
                        Agent.startLink(() -> 0).get();
                Agent.update(counter, n -> n + 1);
                int count = Agent.get(counter, Function.identity());
                // endregion
                assertThat(count).isEqualTo(1);
            });
        }
    }

    @Test
    void aSupervisor() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region supervisor
                var stack = GenServer.childSpec("stack", () -> new Stack<>(List.of("top")), Options.named("stack"));
                ServerRef<Supervisor.Message> supervisor =
                        Supervisor.startLink(List.of(stack), Flags.oneForOne()).get();
                ServerRef<Stack.Message<String>> byName = ServerRef.named("stack");
                assertThat(GenServer.call(byName, Stack.Pop<String>::new)).contains("top");
                Supervisor.terminateChild(supervisor, "stack");
                Supervisor.restartChild(supervisor, "stack");
                assertThat(GenServer.call(byName, Stack.Pop<String>::new))
                        .contains("top"); // a new process, a new state
                // endregion
            });
        }
    }

    @Test
    void supervisorsForManyChildren() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region partitions
                ServerRef<DynamicSupervisor.Message> tasks =
                        TaskSupervisor.startLink(Flags.oneForOne()).get();
                Task<Integer> task = TaskSupervisor.asyncNolink(tasks, () -> 6 * 7);
                assertThat(task.await()).isEqualTo(42);

                PartitionSupervisor counters =
                        PartitionSupervisor.of("counters", 4, _ -> Agent.childSpec("counter", () -> 0, Options.NONE));
                counters.startLink();
                ServerRef<Agent.Message<Integer>> ada = counters.partition("ada"); // always the same of the four
                Agent.update(ada, n -> n + 1);
                int count = Agent.get(ada, Function.identity());
                // endregion
                assertThat(count).isEqualTo(1);
            });
        }
    }

    @Test
    void introspection() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                ServerRef<Stack.Message<Integer>> stack =
                        GenServer.startLink(new Stack<>(List.of(1, 2))).get();
                // region introspection
                List<Branch> tree = ObserverBackend.tree(node); // asks no process anything
                assertThat(tree.getFirst().children().getFirst().process().label())
                        .isEqualTo("Stack");

                Sys.suspend(stack);
                StateView state = ObserverBackend.state(stack.pid(), Duration.ofSeconds(1), 80);
                assertThat(state).isEqualTo(new StateView.Shown("1 | 2 | []"));
                Sys.resume(stack);
                // endregion
            });
        }
    }

    @Test
    void aRegistry() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region registry
                Registry<String, String> names = Registry.unique("Names");
                names.startLink();
                GenServer.startLink(new Stack<>(List.of("top")), Options.NONE.withName(names.via("stack")));
                ServerRef<Stack.Message<String>> byKey = ServerRef.named(node, names.via("stack"));
                assertThat(GenServer.call(byKey, Stack.Pop<String>::new)).contains("top");
                // endregion
            });
        }
    }

    record User(String name, int age) {}

    @Test
    void aTable() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region ets
                Ets<String, User> users =
                        Ets.create("users", User::name, otp.handrolled.ets.Options.of(TableType.ORDERED_SET));
                users.insert(List.of(new User("ada", 36), new User("kurt", 71)));
                Var<Integer> age = Pattern.var("$1");
                var old = MatchSpec.head(Pattern.of(User.class).with(User::age, age))
                        .guard(it -> it.get(age) > 70)
                        .body(Bindings::object);
                assertThat(users.select(old)).containsExactly(new User("kurt", 71));
                // endregion
            });
        }
    }

    @Test
    void aPersistentTerm() throws Exception {
        try (var node = Node.start()) {
            node.run(() -> {
                // region persistentterm
                PersistentTerm<List<Integer>> primes = new PersistentTerm<>("primes");
                primes.put(List.of(2, 3, 5));
                assertThat(primes.get()).contains(3);
                // endregion
            });
        }
    }
}
