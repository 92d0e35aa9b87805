package otp.supervision.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Playgrounds beside each other, a column for the ids of each. */
final class Tree {
    private Tree() {}

    /** A line for each name that is in any of the trees. */
    static List<String> lines(List<List<Member>> trees) {
        return names(trees).stream().map(member -> line(member, trees)).toList();
    }

    private static String line(Member member, List<List<Member>> trees) {
        String name = "%-20s".formatted("  ".repeat(member.depth()) + member.name());
        return trees.stream()
                .map(tree -> Member.named(member.name(), tree).map(Member::id).orElse("-"))
                .map("%-16s"::formatted)
                .collect(Collectors.joining("", name, ""))
                .stripTrailing();
    }

    /** The members of the first tree, and those that are only in a later one where they stand there. */
    private static List<Member> names(List<List<Member>> trees) {
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
