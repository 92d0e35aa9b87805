package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many that are tied to one another: a death that brings about many others must not need a deep stack, or much time. */
class ChainTest extends ProcessTest {
    private static void chain(int length, Pid report) {
        if (length > 0) {
            spawnLink(() -> chain(length - 1, report));
        } else {
            send(report, self());
        }
        idle();
    }

    @Test
    @Tag("L2")
    void aChainOfAHundredThousandLinkedProcessesDiesOfTheDeathOfOneEnd() throws Exception {
        node.run(() -> {
            Pid me = self();
            Pid first = spawn(() -> chain(100_000, me));
            Pid last = (Pid) next();
            Ref firstDown = monitor(first);
            exit(last, BOOM);
            assertThat(downOf(firstDown)).isEqualTo(BOOM);
            assertThat(node.processes()).containsExactly(me);
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("L2")
    @Tag("L7")
    void theDeathOfOneReachesAHundredThousandThatAreLinkedWithIt() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid parent = spawnLink(() -> {
                for (int i = 0; i < 100_000; i++) {
                    spawnLink(ProcessTest::idle);
                }
                exit(BOOM);
            });
            assertThat(next()).isEqualTo(new Exit(parent, BOOM));
            Pid me = self();
            org.awaitility.Awaitility.await().until(() -> node.processes().equals(List.of(me)));
        });
    }

    @Test
    @Tag("L7")
    void aParentThatTrapsIsToldOfEachOfItsChildren() throws Exception {
        node.run(() -> {
            trapExit(true);
            Set<Object> expected = new HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                expected.add(new Exit(spawnLink(ProcessTest::boom), BOOM));
            }
            while (!expected.isEmpty()) {
                assertThat(expected.remove(next())).as("each once").isTrue();
            }
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L2")
    void aRingAndACompleteGraphOfLinksDieWhole() throws Exception {
        node.run(() -> {
            var linked = new CountDownLatch(100);
            List<Pid> all = IntStream.range(0, 100)
                    .mapToObj(i -> spawn(() -> {
                        Processes.<Object>receive(message -> message instanceof List<?> peers
                                ? () -> {
                                    peers.forEach(peer -> link((Pid) peer));
                                    linked.countDown();
                                    return true;
                                }
                                : null);
                        idle();
                    }))
                    .toList();
            all.forEach(pid -> send(pid, all));
            await(linked);
            exit(all.getFirst(), BOOM);
            assertThat(node.processes()).containsExactly(self());
        });
    }
}
