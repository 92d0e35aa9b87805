package otp.termscache.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which keys and values can go to another node, and what one is told of the others. */
class TravelTest extends ThreeNodes {
    record Session(String user, List<Integer> pages, Instant since) implements Portable {}

    static Stream<Object> portable() {
        return Stream.of(
                "text",
                "ключ",
                "",
                42,
                42L,
                true,
                Optional.empty(),
                Optional.of("text"),
                new Session("ann", List.of(1, 2), Instant.parse("2026-01-01T00:00:00.000000001Z")));
    }

    @ParameterizedTest
    @MethodSource("portable")
    void thisTravelsAsAKeyAndAsAValue(Object object) throws Exception {
        a.put(object, object);
        assertThat(a.get(object)).contains(object);
        TestNode.awaitValue(object, object, b, c);
    }

    @Test
    void keysThatLookAlikeAreDifferentKeys() throws Exception {
        a.put("1", "string");
        a.put(1, "int");
        a.put(1L, "long");
        assertThat(a.get("1")).contains("string");
        assertThat(a.get(1)).contains("int");
        assertThat(a.get(1L)).contains("long");
    }

    @Test
    void aValueIsWhatItWasWhenItWasPut() throws Exception {
        byte[] bytes = {1};
        a.put("bytes", bytes);
        bytes[0] = 2;
        assertThat((byte[]) a.get("bytes").orElseThrow()).containsExactly(1);
    }

    record NotPortable() {}

    record Holder(Object held) implements Portable {}

    record Task(Runnable run) implements Portable {}

    record Angry(String text) implements Portable {
        @Override
        public String text() {
            throw new IllegalStateException("not now");
        }
    }

    static final class Circle implements Portable {
        final Circle self = this;
    }

    static Stream<Object> notPortable() {
        return Stream.of(
                new NotPortable(),
                new Object(),
                UUID.randomUUID(),
                List.of("text"),
                Optional.of(new NotPortable()),
                new Task(() -> {}),
                new Angry("text"),
                new Circle(),
                "\uD800",
                Optional.of("\uD800"),
                new Session("\uD800", List.of(), Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("notPortable")
    void thisDoesNotTravelAndIsNotStored(Object object) throws Exception {
        assertThatThrownBy(() -> a.put("value", object))
                .isInstanceOf(CannotTravelException.class)
                .hasMessageStartingWith("expected a value that can travel, got one of " + object.getClass())
                .hasMessageContaining("let it implement Portable, or bind a serializer to it");
        assertThat(a.get("value")).isEmpty();
        assertThatThrownBy(() -> a.put(object, 1))
                .isInstanceOf(CannotTravelException.class)
                .hasMessageStartingWith("expected a key that can travel, got one of " + object.getClass());
    }

    @Test
    void whatDoesNotTravelHarmsNobodyElse() throws Exception {
        a.put("before", 1);
        assertThatThrownBy(() -> a.put("before", new Object())).isInstanceOf(CannotTravelException.class);
        assertThat(a.get("before")).contains(1);
        a.put("after", 1);
        TestNode.awaitValue("after", 1, b, c);
    }

    @Test
    void whatIsTooLargeForAMessageIsRefused() {
        assertThatThrownBy(() -> a.put("large", "x".repeat(40_000)))
                .isInstanceOf(CannotTravelException.class)
                .hasMessageStartingWith("expected a value of at most 32768 bytes when serialized, got 40000");
        assertThatThrownBy(() -> a.put("x".repeat(5_000), 1))
                .isInstanceOf(CannotTravelException.class)
                .hasMessageStartingWith("expected a key of at most 4096 bytes when serialized, got 5000");
    }

    static final class Linkage implements Portable {
        public String getText() {
            throw new NoClassDefFoundError("no/such/Library");
        }
    }

    @Test
    void anErrorOfAValuesOwnIsItsCallersAndEndsNothing() throws Exception {
        assertThatThrownBy(() -> a.put("error", new Linkage())).hasStackTraceContaining("no/such/Library");
        a.put("error", 1);
        assertThat(a.get("error")).contains(1);
    }

    @Test
    void aValueWhoseClassIsMissingHereIsNamedToItsReader() {
        Carrier carrier = new Carrier(a.system);
        Wire wire = new Wire(33, "no.such.Session", new byte[] {1});
        assertThatThrownBy(() -> carrier.read(wire))
                .isInstanceOf(CannotTravelException.class)
                .hasMessageStartingWith("expected a value that this node can read")
                .hasMessageContaining("no.such.Session");
    }

    @Test
    void aNodeThatLacksAClassStillHandsItsValuesOn() throws Exception {
        Entry entry = new Entry(1, 2, new Wire(33, "no.such.Session", new byte[] {1}), null);
        EntrySerializer serializer = new EntrySerializer();
        assertThat(serializer.fromBinary(serializer.toBinary(entry), serializer.manifest(entry)))
                .isEqualTo(entry);
    }

    @Test
    void aSystemWithoutTheSettingsIsRefused() {
        ActorSystem<Void> plain = ActorSystem.create(Behaviors.empty(), "plain");
        try {
            assertThatThrownBy(() -> new Carrier(plain))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("expected the settings of ClusterSettings.load()");
        } finally {
            plain.terminate();
        }
    }
}
