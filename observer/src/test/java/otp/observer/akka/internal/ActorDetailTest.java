package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otp.observer.tree.Detail;
import otp.observer.tree.Detail.Fact;
import otp.observer.tree.Detail.Lines;
import otp.observer.tree.Detail.Peer;

/** A guardian that watches a counter: the counter adds what it is sent, and stays in the hand of the test while it is sent 0. */
class ActorDetailTest {
    private static final String COUNTER = "/user/counter";
    private static ActorSystem<Integer> system;
    private static CountDownLatch busy;
    private static CountDownLatch done;

    @BeforeAll
    static void start() {
        system = ActorSystem.create(
                Behaviors.<Integer>setup(context -> {
                    ActorRef<Integer> counter = context.spawn(
                            Behaviors.supervise(counting(7))
                                    .onFailure(SupervisorStrategy.restart().withLimit(2, Duration.ofSeconds(9))),
                            "counter");
                    context.watch(counter);
                    return Behaviors.receiveMessage(message -> {
                        counter.tell(message);
                        return Behaviors.same();
                    });
                }),
                "course",
                ConfigFactory.load());
        await().until(() -> system.whenTerminated().isCompleted()
                || detail(true).filter(found -> found.state().lines() != null).isPresent());
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    private static Behavior<Integer> counting(int sum) {
        return Behaviors.receiveMessage(more -> {
            if (more == 0) {
                busy.countDown();
                done.await();
            }
            return counting(sum + more);
        });
    }

    private static Optional<Detail> detail(boolean contents) {
        return ActorDetail.of(system, Map.of(), COUNTER, contents);
    }

    private static List<String> related(String path, String name) {
        return ActorDetail.of(system, Map.of(), path, false).orElseThrow().relations().stream()
                .filter(relation -> relation.name().equals(name))
                .flatMap(relation -> relation.peers().stream())
                .map(Peer::path)
                .toList();
    }

    @Test
    void showsWhomItWatchesAndWhoWatchesIt() {
        assertThat(related("/user", "watching")).containsExactly(COUNTER);
        assertThat(related(COUNTER, "watched by")).contains("/user");
    }

    @Test
    void theParentOfTheGuardianIsNobody() {
        assertThat(detail(false).orElseThrow().parent()).extracting(Peer::path).isEqualTo("/user");
        assertThat(ActorDetail.of(system, Map.of(), "/user", false)
                        .orElseThrow()
                        .parent())
                .isNull();
    }

    @Test
    void thereIsNobodyAtAPlaceThatIsNot() {
        for (String path : List.of("", "/", "/system", "user", "/user/", COUNTER + "/x", "//user")) {
            assertThat(ActorDetail.of(system, Map.of(), path, false)).as(path).isEmpty();
        }
    }

    @Test
    void saysHowItIsSupervised() {
        assertThat(detail(false).orElseThrow().facts())
                .contains(
                        new Fact("behavior", "ActorDetailTest"),
                        new Fact("supervision", "restarts in place, at most 2 times in 9 s"));
    }

    @Test
    void hidesMessagesAndStateUnlessAskedForThem() {
        Detail detail = detail(false).orElseThrow();

        assertThat(detail.messages()).isEqualTo(Lines.HIDDEN);
        assertThat(detail.state()).isEqualTo(Lines.HIDDEN);
    }

    @Test
    void showsWhatItsBehaviorHasCaptured() {
        await().until(() -> detail(true).orElseThrow().state().lines() != null);

        assertThat(detail(true).orElseThrow().state().lines())
                .singleElement()
                .asString()
                .startsWith("Integer: ");
    }

    @Test
    void ofABusyOneItShowsTheStackAndTheMessagesThatWaitAndNotTheState() throws Exception {
        busy = new CountDownLatch(1);
        done = new CountDownLatch(1);
        system.tell(0);
        busy.await();
        system.tell(41);
        await().until(() -> detail(true).orElseThrow().node().mailbox() == 1);

        Detail detail = detail(true).orElseThrow();
        done.countDown();

        assertThat(detail.stack().lines())
                .anySatisfy(line -> assertThat(line).contains("ActorDetailTest.lambda$counting"));
        assertThat(detail.messages().lines()).containsExactly("41");
        assertThat(detail.state().why()).startsWith("It handles a message just now");
    }

    @Test
    void whoHandlesNothingHasNoStack() {
        await().until(() -> detail(false).orElseThrow().stack().lines() == null);

        assertThat(detail(false).orElseThrow().stack().why()).startsWith("An actor has a thread only while");
    }
}
