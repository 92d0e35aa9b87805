package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spec refuses, and what a child can be asked. */
class SpecTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a/b", "a b", "$a"})
    @Tag("S23")
    void aNameThatCannotBePartOfAPathIsRefused(String name) {
        assertThatThrownBy(() -> Spec.of(Worker.Command.class, name, Worker.create("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a name that can be part of a path")
                .hasMessageEndingWith("got: " + name);
    }

    @Test
    @Tag("S23")
    void aSpecWithoutAProtocolOrABehaviorIsRefused() {
        assertThatThrownBy(() -> Spec.of(null, "a", Worker.create("a")))
                .hasMessage("expected the class of the child's messages, got null");
        assertThatThrownBy(() -> Spec.of(Worker.Command.class, "a", null))
                .hasMessage("expected the child's behavior, got null");
    }

    @Test
    void aChildGivesItsAddressOnlyAsOneThatUnderstandsTheMessages() {
        ActorRef<Dynamic.Command> ref = ON.testKit.spawn(Dynamic.create(Budget.DEFAULT));
        var child = new Child<>(Spec.of(Dynamic.Command.class, "dynamic", Dynamic.create(Budget.DEFAULT)), ref);
        assertThat(child.as(Dynamic.Command.class)).contains(ref);
        assertThat(child.as(Group.Command.class)).contains(ref.narrow());
        assertThat(child.as(Worker.Command.class)).isEmpty();
    }
}
