package otp.observer.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.observer.tree.Detail;
import otp.observer.tree.Detail.Lines;
import otp.observer.tree.Detail.Peer;

/** A root that is linked with its child, and watches it and a name. */
class ProcessDetailTest {
    private final Node node = Node.start();
    private Pid child;

    @BeforeEach
    void start() throws Exception {
        var born = new CompletableFuture<Pid>();
        node.spawn(() -> {
            Pid root = self();
            register(root, "root");
            Pid below = spawn(() -> {
                register(self(), "child");
                send(root, "ready");
                receive(_ -> null);
            });
            link(below);
            monitor(below);
            receive(_ -> () -> born.complete(below));
            receive(_ -> null);
        });
        child = born.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Detail detail(String path, boolean contents) {
        return ProcessTree.find(node, "root", path)
                .map(found -> ProcessDetail.of(found, contents))
                .orElseThrow();
    }

    private static List<Peer> related(Detail detail, String name) {
        return detail.relations().stream()
                .filter(relation -> relation.name().equals(name))
                .findFirst()
                .orElseThrow()
                .peers();
    }

    private Peer theChild() {
        return new Peer("/root/child", child.toString());
    }

    @Test
    void showsLinksOnBothSides() {
        assertThat(related(detail("/root", false), "links")).containsExactly(theChild());
        assertThat(related(detail("/root/child", false), "links"))
                .extracting(Peer::path)
                .containsExactly("/root");
    }

    @Test
    void showsWhomItWatchesAndWhoWatchesIt() {
        assertThat(related(detail("/root", false), "monitors")).containsExactly(theChild());
        assertThat(related(detail("/root/child", false), "monitored by"))
                .extracting(Peer::path)
                .containsExactly("/root");
    }

    @Test
    void theParentIsWhoStartedIt() {
        assertThat(detail("/root/child", false).parent()).extracting(Peer::path).isEqualTo("/root");
    }

    @Test
    void thereIsNobodyAtAPlaceThatIsNot() {
        assertThat(ProcessTree.find(node, "root", "/root/nobody")).isEmpty();
        assertThat(ProcessTree.find(node, "root", "root")).isEmpty();
    }

    @Test
    void showsWhereItsThreadIs() {
        assertThat(detail("/root/child", false).stack().lines())
                .anySatisfy(line -> assertThat(line).contains(getClass().getName()));
    }

    @Test
    void showsTheMessagesThatWaitIfAskedTo() {
        send(child, 1);
        send(child, 2);

        assertThat(detail("/root/child", true).messages().lines()).containsExactly("1", "2");
    }

    @Test
    void hidesMessagesAndStateIfNot() {
        send(child, "secret");

        Detail detail = detail("/root/child", false);

        assertThat(detail.messages()).isEqualTo(Lines.HIDDEN);
        assertThat(detail.state()).isEqualTo(Lines.HIDDEN);
    }

    @Test
    void aServerTellsItsStateIfItIsAsked() {
        Pid stack = GenServer.start(node, new Stack<>(List.of(1, 2)), Options.NONE)
                .get()
                .pid();

        assertThat(ProcessDetail.ask(ProcessInfo.of(stack)).lines()).containsExactly("1 | 2 | []");
    }

    @Test
    void whoIsNoServerIsNotAsked() {
        assertThat(ProcessDetail.ask(ProcessInfo.of(child)).why()).startsWith("It is no GenServer");
        assertThat(detail("/root/child", true).node().mailbox()).isZero();
    }

    @Test
    void lookingSendsNothing() {
        detail("/root/child", true);

        assertThat(detail("/root/child", true).node().mailbox()).isZero();
    }
}
