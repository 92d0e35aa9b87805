package otp.comparison.scenario;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a scenario: {@code A: R = monitor(B)}.
 *
 * @param line where it stands in its file
 * @param subject who does it, or null for {@code wait}, which nobody does
 * @param result the variable that its result is bound to, or null
 * @param function what is done
 * @param arguments with what
 * @param text the step as it is written, without its subject
 */
public record Step(
        int line,
        @Nullable String subject,
        @Nullable String result,
        String function,
        List<Term> arguments,
        String text) {
    public Step {
        arguments = List.copyOf(arguments);
    }

    /** The arguments that are names for what it makes: the first so many. */
    List<Term> made() {
        return arguments.subList(0, madeBy(function));
    }

    /**
     * How many of the first arguments of a function are names for what it makes.
     *
     * @param function which
     * @return the number
     */
    public static int madeBy(String function) {
        return Vocabulary.madeBy(function);
    }

    /** Whether its first argument is a pattern. */
    private boolean matches() {
        return function.equals("recv");
    }

    /**
     * The variables that it looks up.
     *
     * @return their names
     */
    public List<String> lookedUp() {
        return arguments.stream()
                .skip(matches() ? 1 : made().size())
                .flatMap(Term::variables)
                .toList();
    }

    /** The variables that its pattern may bind. */
    List<String> matched() {
        return matches()
                ? arguments
                        .getFirst()
                        .variables()
                        .filter(name -> !name.equals("_"))
                        .toList()
                : List.of();
    }

    /** The children in the specs that it gives a supervisor: from their start on there is a variable of that name. */
    List<String> children() {
        return switch (function) {
            case "supervisor" -> childrenIn(arguments.getLast()).toList();
            case "start_child" ->
                childrenIn(new Term.Listed(List.of(arguments.getLast()))).toList();
            default -> List.of();
        };
    }

    /** Each child is {@code {Id, Options}} or {@code {Id, Flags, Children, Options}}. */
    private static Stream<String> childrenIn(Term specs) {
        if (!(specs instanceof Term.Listed(var children))) {
            return Stream.of();
        }
        return children.stream().flatMap(child -> switch (child) {
            case Term.Tuple(var parts)
            when parts.size() == 2 && parts.getFirst() instanceof Term.Atom(var id) -> Stream.of(id);
            case Term.Tuple(var parts)
            when parts.size() == 4 && parts.getFirst() instanceof Term.Atom(var id) ->
                Stream.concat(Stream.of(id), childrenIn(parts.get(2)));
            default -> Stream.of();
        });
    }
}
