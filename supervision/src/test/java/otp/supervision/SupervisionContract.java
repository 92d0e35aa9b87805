package otp.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.supervision.Lives.Event;
import otp.supervision.Lives.Event.Ended;
import otp.supervision.Lives.Event.Started;

/**
 * What the playground does in both lanes. What they do not share is not here: whether a worker that was restarted is the same, what
 * becomes of its mailbox, who is told, in which order siblings start and stop, how long they may take, and who counts what against
 * which budget.
 */
public abstract class SupervisionContract {
    /** The strategy groups, in the order of their workers. */
    private static final List<String> ONE_FOR_ONE = List.of("a", "b", "c");

    private static final List<String> ONE_FOR_ALL = List.of("d", "e", "f");
    private static final List<String> REST_FOR_ONE = List.of("g", "h", "i");

    /** How a worker of the dynamic group is started again. */
    protected enum Kind {
        PERMANENT,
        TEMPORARY
    }

    /** The lives of the lane's workers, captured since before the playground was started. */
    protected abstract Lives lives();

    /** Starts the playground. It need not run yet when this returns. */
    protected abstract void startPlayground();

    /** Stops the playground, and waits until nothing of it is left. */
    protected abstract void stopPlayground();

    /** Tells a worker a text. */
    protected abstract void remember(String worker, String text);

    /** Asks a worker for its texts. */
    protected abstract List<String> recall(String worker);

    /** Has a worker crash; does not wait for it. */
    protected abstract void crash(String worker);

    /** Has a worker end normally; does not wait for it. */
    protected abstract void finish(String worker);

    /** What the lane knows a running worker by: equal as long as it is the same one. */
    protected abstract Object identity(String worker);

    /** Waits until a worker has ended and its group knows, so that the group would have started another by the time it answers. */
    protected abstract void awaitGone(String worker);

    /** Whether a worker runs, as its group has it. */
    protected abstract boolean runs(String worker);

    /** Starts a worker in the dynamic group, and waits for the answer: false if it was refused since the name is taken. */
    protected abstract boolean startDynamic(String worker, Kind kind);

    /** Stops a worker of the dynamic group, and waits for the answer: false if it was refused since there is no such worker. */
    protected abstract boolean stopDynamic(String worker);

    /** How many events there were before the test began. */
    private int before;

    @BeforeEach
    void startedIsThePlaygroundWithAllItsWorkers() {
        startPlayground();
        Stream.of(ONE_FOR_ONE, ONE_FOR_ALL, REST_FOR_ONE, List.of("permanent", "transient", "temporary", "j"))
                .flatMap(List::stream)
                .forEach(worker -> lives().awaitStarts(worker, 1));
        before = lives().events().size();
        assertThat(before).isEqualTo(13);
    }

    private List<Event> events() {
        return lives().eventsSince(before);
    }

    /** Gives each a text of its own. */
    private void rememberNames(List<String> workers) {
        workers.forEach(worker -> remember(worker, "I am " + worker));
        workers.forEach(this::assertKept);
    }

    private void assertKept(String worker) {
        assertThat(recall(worker)).containsExactly("I am " + worker);
    }

    private void assertFresh(String worker) {
        assertThat(recall(worker)).as("what %s remembers", worker).isEmpty();
    }

    private List<Object> identities(List<String> workers) {
        return workers.stream().map(this::identity).toList();
    }

    private static List<String> without(String worker, List<String> workers) {
        var others = new ArrayList<>(workers);
        others.remove(worker);
        return others;
    }

    // ---- workers ----

    @Test
    void aWorkerRemembersWhatItIsToldOldestFirst() {
        assertFresh("a");
        remember("a", "one");
        remember("a", "two");
        remember("a", "one");
        assertThat(recall("a")).containsExactly("one", "two", "one");
    }

    // ---- strategies ----

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void oneForOneStartsTheOneThatCrashedAfreshAndLeavesTheOthersAlone(String crashing) {
        rememberNames(ONE_FOR_ONE);
        List<String> others = without(crashing, ONE_FOR_ONE);
        List<Object> same = identities(others);
        crash(crashing);
        lives().awaitStarts(crashing, 2);
        assertFresh(crashing);
        others.forEach(this::assertKept);
        assertThat(identities(others)).isEqualTo(same);
        assertThat(events()).containsExactly(new Ended(crashing), new Started(crashing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "e", "f"})
    void oneForAllEndsAllBeforeItStartsAllAfresh(String crashing) {
        rememberNames(ONE_FOR_ALL);
        crash(crashing);
        ONE_FOR_ALL.forEach(worker -> lives().awaitStarts(worker, 2));
        ONE_FOR_ALL.forEach(this::assertFresh);
        assertThat(events()).hasSize(6);
        assertThat(events().getFirst()).isEqualTo(new Ended(crashing));
        assertThat(events().subList(0, 3)).containsExactlyInAnyOrder(new Ended("d"), new Ended("e"), new Ended("f"));
    }

    @ParameterizedTest
    @CsvSource({"g, 0", "h, 1", "i, 2"})
    void restForOneStartsTheOneThatCrashedAndThoseAfterItAfreshAndLeavesThoseBeforeItAlone(String crashing, int place) {
        rememberNames(REST_FOR_ONE);
        List<String> earlier = REST_FOR_ONE.subList(0, place);
        List<String> rest = REST_FOR_ONE.subList(place, 3);
        List<Object> same = identities(earlier);
        crash(crashing);
        rest.forEach(worker -> lives().awaitStarts(worker, 2));
        rest.forEach(this::assertFresh);
        earlier.forEach(this::assertKept);
        assertThat(identities(earlier)).isEqualTo(same);
        assertThat(events()).hasSize(2 * rest.size());
        assertThat(events().getFirst()).isEqualTo(new Ended(crashing));
        assertThat(events().subList(0, rest.size()))
                .containsExactlyInAnyOrderElementsOf(
                        rest.stream().<Event>map(Ended::new).toList());
    }

    @Test
    void aCrashStaysWithinItsGroup() {
        List<String> all = Stream.of(ONE_FOR_ONE, ONE_FOR_ALL, REST_FOR_ONE)
                .flatMap(List::stream)
                .toList();
        rememberNames(all);
        List<Object> same = identities(ONE_FOR_ONE);
        crash("e");
        crash("g");
        Stream.of(ONE_FOR_ALL, REST_FOR_ONE).flatMap(List::stream).forEach(worker -> lives().awaitStarts(worker, 2));
        assertThat(identities(ONE_FOR_ONE)).isEqualTo(same);
        ONE_FOR_ONE.forEach(this::assertKept);
    }

    // ---- restart types ----

    @ParameterizedTest
    @ValueSource(strings = {"permanent", "transient"})
    void aPermanentAndATransientWorkerComeBackAfterACrash(String worker) {
        remember(worker, "something");
        crash(worker);
        lives().awaitStarts(worker, 2);
        assertFresh(worker);
        assertThat(runs(worker)).isTrue();
    }

    @Test
    void aTemporaryWorkerDoesNotComeBackAfterACrash() {
        crash("temporary");
        awaitGone("temporary");
        assertThat(runs("temporary")).isFalse();
        assertThat(events()).containsExactly(new Ended("temporary"));
    }

    @Test
    void aPermanentWorkerComesBackEvenWhenItHasEndedNormally() {
        remember("permanent", "something");
        finish("permanent");
        lives().awaitStarts("permanent", 2);
        assertFresh("permanent");
        assertThat(runs("permanent")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transient", "temporary"})
    void aTransientAndATemporaryWorkerDoNotComeBackWhenTheyHaveEndedNormally(String worker) {
        finish(worker);
        awaitGone(worker);
        assertThat(runs(worker)).isFalse();
        assertThat(events()).containsExactly(new Ended(worker));
    }

    // ---- workers on request ----

    @ParameterizedTest
    @EnumSource
    void aWorkerCanBeStartedByNameWhileThePlaygroundRuns(Kind kind) {
        assertThat(startDynamic("k", kind)).isTrue();
        assertThat(runs("k")).isTrue();
        assertFresh("k");
        remember("k", "here");
        assertThat(recall("k")).containsExactly("here");
    }

    @Test
    void aNameThatIsTakenIsRefusedAndWhoHasItNoticesNothing() {
        startDynamic("k", Kind.TEMPORARY);
        rememberNames(List.of("k"));
        Object same = identity("k");
        assertThat(startDynamic("k", Kind.PERMANENT)).isFalse();
        assertKept("k");
        assertThat(identity("k")).isEqualTo(same);
        assertThat(events()).containsExactly(new Started("k"));
    }

    @Test
    void aPermanentWorkerThatWasStartedOnRequestComesBackAfterACrash() {
        startDynamic("k", Kind.PERMANENT);
        remember("k", "something");
        crash("k");
        lives().awaitStarts("k", 2);
        assertFresh("k");
    }

    @Test
    void aTemporaryWorkerThatWasStartedOnRequestIsForgottenAfterACrashAndItsNameIsFree() {
        startDynamic("k", Kind.TEMPORARY);
        crash("k");
        awaitGone("k");
        assertThat(runs("k")).isFalse();
        assertThat(startDynamic("k", Kind.TEMPORARY)).isTrue();
        assertFresh("k");
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatWasStartedOnRequestCanBeStoppedByNameAndThenDoesNotComeBack(Kind kind) {
        startDynamic("k", kind);
        assertThat(stopDynamic("k")).isTrue();
        awaitGone("k");
        assertThat(runs("k")).isFalse();
        assertThat(events()).containsExactly(new Started("k"), new Ended("k"));
        assertThat(stopDynamic("k")).isFalse();
    }

    @Test
    void stoppingAWorkerThatThereIsNotIsRefused() {
        assertThat(stopDynamic("nobody")).isFalse();
    }

    // ---- budgets ----

    @Test
    void asManyCrashesAsTheBudgetAllowsLeaveTheGroupAlone() {
        rememberNames(List.of("a"));
        Object same = identity("a");
        for (int n = 1; n <= 3; n++) {
            crash("b");
            lives().awaitStarts("b", n + 1);
        }
        assertKept("a");
        assertThat(identity("a")).isEqualTo(same);
    }

    @Test
    void oneCrashMoreThanTheBudgetAllowsEndsTheGroupAndTheLevelAboveStartsItAfresh() {
        rememberNames(List.of("a", "c", "d"));
        for (int n = 1; n <= 4; n++) {
            crash("b");
            lives().awaitStarts("b", n + 1);
        }
        lives().awaitStarts("a", 2);
        lives().awaitStarts("c", 2);
        ONE_FOR_ONE.forEach(this::assertFresh);
        assertKept("d");
    }

    @Test
    void aSecondCrashIsMoreThanTheFragileGroupAllowsAndTheEscalationBringsItBack() {
        rememberNames(List.of("a"));
        Object same = identity("a");
        for (int n = 1; n <= 4; n++) {
            remember("j", "something");
            crash("j");
            lives().awaitStarts("j", n + 1);
            assertFresh("j");
        }
        assertKept("a");
        assertThat(identity("a")).isEqualTo(same);
    }

    // ---- the end ----

    @Test
    void stoppingThePlaygroundEndsAllItsWorkers() {
        startDynamic("k", Kind.PERMANENT);
        stopPlayground();
        assertThat(events())
                .filteredOn(Ended.class::isInstance)
                .extracting(Event::worker)
                .containsExactlyInAnyOrder(
                        "a", "b", "c", "d", "e", "f", "g", "h", "i", "permanent", "transient", "temporary", "j", "k");
        assertThat(events()).filteredOn(Started.class::isInstance).containsExactly(new Started("k"));
    }
}
