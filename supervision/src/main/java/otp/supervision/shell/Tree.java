package otp.supervision.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Playgrounds beside each other, a column for the ids of each. */
final class Tree {
    private Tree() {}

    /**
     * A line for each name that is in any of the trees, below a heading; nothing if there are none.
     *
     * @param trees the members of each lane, by the lane's name; none if it has ended
     */
    static List<String> lines(SequencedMap<String, List<Member>> trees) {
        if (trees.values().stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        Stream<String> heading = Stream.of(line("", trees.keySet()));
        Stream<String> members = merged(trees.values()).stream()
                .map(member -> line(
                        "  ".repeat(member.depth()) + member.name(),
                        trees.values().stream().map(tree -> id(member, tree)).toList()));
        return Stream.concat(heading, members).toList();
    }

    private static String id(Member member, List<Member> tree) {
        return Member.named(member.name(), tree).map(Member::id).orElse("-");
    }

    private static String line(String name, Collection<String> columns) {
        return columns.stream()
                .map("%-15s"::formatted)
                .collect(Collectors.joining(" ", "%-19s ".formatted(name), ""))
                .stripTrailing();
    }

    /** The members of the first tree; and those that are in a later one alone, where they stand there. */
    private static List<Member> merged(Collection<List<Member>> trees) {
        var all = new ArrayList<Member>();
        for (List<Member> tree : trees) {
            int at = 0;
            for (Member member : tree) {
                int found = indexOf(member.name(), all);
                if (found < 0) {
                    all.add(at, member);
                    found = at;
                }
                at = found + 1;
            }
        }
        return all;
    }

    private static int indexOf(String name, List<Member> members) {
        return members.stream().map(Member::name).toList().indexOf(name);
    }
}
