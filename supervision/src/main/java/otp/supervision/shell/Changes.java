package otp.supervision.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has become of the members of a lane, in sentences.
 *
 * @param identity what a member's id stands for: a process, a ref
 * @param before who lived before
 * @param after who lives now
 */
record Changes(String identity, List<Member> before, List<Member> after) {

    /** Who is not as before; and one of them in any case, since it was about that one. */
    List<String> with(String subject) {
        Stream<String> ended = before.stream()
                .filter(old -> Member.named(old.name(), after).isEmpty())
                .map(old -> old.name() + " has ended, and nobody has started it again");
        Stream<String> others = after.stream().flatMap(now -> sentence(subject, now).stream());
        return Stream.concat(ended, others).toList();
    }

    private Optional<String> sentence(String subject, Member now) {
        Optional<Member> before = Member.named(now.name(), this.before);
        if (before.isEmpty()) {
            return Optional.of(now.name() + " is a new " + identity + ", " + now.id() + now.state());
        }
        Member old = before.get();
        if (!old.id().equals(now.id())) {
            return Optional.of(now.name() + " is another " + identity + ", " + now.id() + ", was " + old.id()
                    + now.state() + was(old, now));
        }
        if (now.equals(old) && !now.name().equals(subject)) {
            return Optional.empty();
        }
        return Optional.of(now.name() + " is the same " + identity + ", " + now.id() + now.state() + was(old, now));
    }

    private static String was(Member old, Member now) {
        return old.texts()
                .filter(texts -> !old.texts().equals(now.texts()))
                .map(texts -> ", was " + texts)
                .orElse("");
    }
}
