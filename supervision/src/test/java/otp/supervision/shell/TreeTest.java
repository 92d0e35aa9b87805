package otp.supervision.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Member ROOT = new Member(0, "root", "r", Optional.empty());
    private static final Member A = new Member(1, "a", "1", Optional.of(List.of()));
    private static final Member B = new Member(1, "b", "2", Optional.of(List.of()));
    private static final Member C = new Member(1, "c", "3", Optional.of(List.of()));

    @Test
    void whoLivesInOneLaneAloneStandsWhereItStandsThere() {
        assertThat(tree(List.of(ROOT, A, C), List.of(ROOT, A, B)))
                .containsExactly("one two", "root r r", "a 1 1", "b - 2", "c 3 -");
    }

    @Test
    void aLaneThatHasEndedHasAnEmptyColumn() {
        assertThat(tree(List.of(), List.of(ROOT, A))).containsExactly("one two", "root - r", "a - 1");
    }

    @Test
    void whereNobodyLivesThereIsNoTree() {
        assertThat(tree(List.of(), List.of())).isEmpty();
    }

    private static List<String> tree(List<Member> one, List<Member> two) {
        SequencedMap<String, List<Member>> trees = new LinkedHashMap<>();
        trees.put("one", one);
        trees.put("two", two);
        return Tree.lines(trees).stream()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
