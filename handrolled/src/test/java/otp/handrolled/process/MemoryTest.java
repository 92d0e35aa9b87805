package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.demonitor;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnMonitor;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The long-lived keep nothing of the short-lived they had to do with, and the dead keep nothing at all. */
class MemoryTest extends ProcessTest {
    private static final int MANY = 200_000;

    private record Ask(From<String> from) {}

    private static void serve() {
        while (true) {
            receive(message -> message instanceof Request(var _, Ask(var from))
                    ? () -> {
                        from.reply("answer");
                        return true;
                    }
                    : null);
        }
    }

    private static void assertKeepsNothing(Pid pid) {
        ProcessInfo info = ProcessInfo.of(pid);
        assertThat(info.links()).isEmpty();
        assertThat(info.monitors()).isEmpty();
        assertThat(info.monitoredBy()).isEmpty();
        assertThat(info.mailbox()).isZero();
    }

    @Test
    void whoeverIsCalledWatchedAndLinkedByManyKeepsNothingOfThem() throws Exception {
        Pid server = node.spawn(MemoryTest::serve);
        var atOnce = new Semaphore(100);
        for (int i = 0; i < MANY; i++) {
            atOnce.acquire();
            node.spawn(() -> {
                link(server);
                monitor(server);
                Gen.<Ask, String>call("ask", server, server, Ask::new, Timeouts.DEFAULT);
                atOnce.release();
            });
        }
        Awaitility.await().until(() -> node.processes().size() == 1);
        assertThat(ProcessInfo.of(server).handled()).isEqualTo(MANY);
        assertKeepsNothing(server);
        Requests.awaitNoneHeldBy(server);
        assertThat(clock.waiting()).as("timers of calls").isZero();
    }

    @Test
    void whoeverWatchesManyKeepsNothingOfThem() throws Exception {
        node.run(() -> {
            Pid server = spawn(MemoryTest::serve);
            for (int i = 0; i < MANY; i++) {
                downOf(spawnMonitor(() -> {}).ref());
                demonitor(monitor(server));
                cancelTimer(sendAfter(server, "never", SECOND));
            }
            assertKeepsNothing(self());
            assertKeepsNothing(server);
            assertThat(clock.waiting()).isZero();
        });
    }

    @Test
    @Tag("M4")
    void whoeverGivesUpCallsKeepsNothingOfThemAndNeitherDoesTheCalled() throws Exception {
        node.run(() -> {
            Pid server = spawn(() -> {
                while (true) {
                    next(); // and never answers
                }
            });
            for (int i = 0; i < 20_000; i++) {
                try {
                    Gen.<Ask, String>call("ask", server, server, Ask::new, Duration.ZERO);
                } catch (ProcessExit timeout) {
                    // as expected
                }
            }
            send(server, "last");
            Awaitility.await().until(() -> ProcessInfo.of(server).handled() == 20_001);
            assertKeepsNothing(server);
            Requests.awaitNoneHeldBy(server);
            assertKeepsNothing(self());
            assertThat(clock.waiting()).isZero();
        });
    }

    @Test
    void aPidThatIsKeptDoesNotKeepTheMailOfItsDeadProcess() throws Exception {
        var looked = new CountDownLatch(2);
        Pid dead = node.spawn(() -> receive(message -> {
            looked.countDown();
            return null;
        }));
        WeakReference<Object> takenIn = sendSomething(dead);
        sendSomething(dead);
        await(looked);
        WeakReference<Object> onItsWay = sendSomething(dead);
        node.exit(dead, ExitReason.KILL);
        WeakReference<Object> late = sendSomething(dead);
        Awaitility.await().until(() -> {
            System.gc();
            return takenIn.get() == null && onItsWay.get() == null && late.get() == null;
        });
        assertThat(dead.toString()).startsWith("#PID<0.");
    }

    private static WeakReference<Object> sendSomething(Pid to) {
        Object message = new int[1_000];
        send(to, message);
        return new WeakReference<>(message);
    }

    @Test
    void aProcessThatWaitsKeepsNoMessageItHasReceived() throws Exception {
        node.run(() -> {
            WeakReference<Object> message = sendSomething(self());
            next();
            Awaitility.await().until(() -> {
                System.gc();
                return message.get() == null;
            });
        });
    }
}
