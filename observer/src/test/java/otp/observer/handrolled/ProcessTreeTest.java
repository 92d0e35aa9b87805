package otp.observer.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawn;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.observer.Trees;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;

class ProcessTreeTest {
    private final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aNameWithASlashStaysOnePartOfThePath() {
        sleeper("a/b 100%");

        assertThat(ProcessTree.read(node, "a/b 100%").path()).isEqualTo("/a%2Fb 100%25");
    }

    @Test
    void aProcessWithoutANameIsCalledByItsPid() {
        Pid root = node.spawn(() -> {
            spawn(() -> receive(message -> null));
            register(self(), "root");
            receive(message -> null);
        });
        await().until(() -> node.whereis("root").filter(root::equals).isPresent());

        TreeNode child = ProcessTree.read(node, "root").children().getFirst();

        assertThat(child.path()).isEqualTo("/root/" + child.id());
    }

    @Test
    void thereIsNoTreeBelowANameThatNobodyHas() {
        assertThat(ProcessTree.read(node, "nobody")).isNull();
    }

    @Test
    void aProcessThatNeverAnswersIsSeenWithItsMailbox() throws Exception {
        var busy = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Pid pid = node.spawn(() -> {
            register(self(), "busy");
            busy.countDown();
            done.await();
        });
        busy.await();
        Processes.send(pid, "one");
        Processes.send(pid, "two");

        TreeNode seen = Trees.named(ProcessTree.read(node, "busy"), "busy");

        assertThat(seen.mailbox()).isEqualTo(2);
        assertThat(seen.status()).isEqualTo(Status.RUNNING);
        done.countDown();
    }

    private void sleeper(String name) {
        node.spawn(() -> {
            register(self(), name);
            receive(message -> null);
        });
        await().until(() -> node.whereis(name).isPresent());
    }
}
