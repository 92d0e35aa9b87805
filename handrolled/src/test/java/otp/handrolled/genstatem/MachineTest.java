package otp.handrolled.genstatem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.ServerRef;

/** The words that tests of state machines are written in. */
abstract class MachineTest extends ServerTest {

    protected ServerRef<Machine.Message> start(Machine machine) {
        return GenStatem.start(node, machine, Options.NONE).get();
    }

    /** Sends several messages so that all lie in the mailbox before the first is handled. */
    protected void tellAtOnce(ServerRef<Machine.Message> machine, String... messages) throws Exception {
        node.run(() -> {
            Sys.suspend(machine);
            for (String message : messages) {
                GenStatem.cast(machine, new Machine.Tell(message));
            }
            Sys.resume(machine);
        });
    }

    protected void tell(ServerRef<Machine.Message> machine, String message) {
        GenStatem.cast(machine, new Machine.Tell(message));
    }

    /** What happened to the machine, and that nothing else did before the word that ends the list. */
    protected static void expect(Machine machine, String... expected) throws Exception {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            seen.add(machine.next());
        }
        assertThat(seen).containsExactly(expected);
    }
}
