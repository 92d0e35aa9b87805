package otp.comparison.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one step: an Erlang call, perhaps with a variable for its result. A recursive descent over characters. Of Erlang's terms it
 * takes those that the trace shows alike everywhere: integers, atoms, tuples, lists. {@code otp/call.exs} is the same for Elixir.
 */
final class Call {
    /** Deeper than any scenario, and not so deep that the stack is in danger. */
    private static final int DEEPEST = 100;

    /** How much of a line a message shows. */
    private static final int LONGEST_SHOWN = 100;

    /** In Erlang these are no atoms, unless in quotes. */
    private static final Set<String> RESERVED = Set.of(
            "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
            "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor");

    /** What does not fit; the reader adds file and line. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    record Parsed(@Nullable String result, String function, List<Term> arguments) {}

    private final String text;
    private int at;
    private int depth;

    private Call(String text) {
        this.text = text;
    }

    static Parsed parse(String text) throws SyntaxException {
        var call = new Call(text);
        String result = null;
        String name = call.word();
        if (isVariable(name)) {
            result = name;
            call.expect('=');
            name = call.word();
        }
        if (name.isEmpty() || isVariable(name) || isDigit(name.charAt(0))) {
            call.at -= name.length();
            throw call.unexpected("the name of a function");
        }
        call.expect('(');
        List<Term> arguments = call.terms(')');
        call.skipSpace();
        if (call.at < text.length()) {
            throw call.unexpected("the end of the line");
        }
        return new Parsed(result, name, arguments);
    }

    private static boolean isVariable(String word) {
        return !word.isEmpty() && (word.charAt(0) >= 'A' && word.charAt(0) <= 'Z' || word.charAt(0) == '_');
    }

    private Term term() throws SyntaxException {
        skipSpace();
        char first = peek();
        if (first == '{') {
            at++;
            return new Term.Tuple(terms('}'));
        }
        if (first == '[') {
            at++;
            return new Term.Listed(terms(']'));
        }
        if (first == '\'') {
            int end = text.indexOf('\'', at + 1);
            if (end < 0) {
                throw unexpected("a closing quote");
            }
            String name = text.substring(at + 1, end);
            if (!name.matches("[ -\\[\\]-~]*")) {
                throw unexpected("plain characters between quotes, without a backslash");
            }
            at = end + 1;
            return new Term.Atom(name);
        }
        if (first == '-' || isDigit(first)) {
            int start = at++;
            while (isDigit(peek())) {
                at++;
            }
            try {
                return new Term.Int(Long.parseLong(text.substring(start, at)));
            } catch (NumberFormatException e) {
                at = start;
                throw unexpected("an integer");
            }
        }
        String word = word();
        if (word.isEmpty() || word.charAt(0) == '@') {
            at -= word.length();
            throw unexpected("a term");
        }
        if (isReserved(word)) {
            at -= word.length();
            throw unexpected("'" + word + "' in quotes, since it is a word of Erlang's own");
        }
        return isVariable(word) ? new Term.Var(word) : new Term.Atom(word);
    }

    /** Whether Erlang takes a word for something else than an atom, unless it is in quotes. */
    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    /** Terms with commas between them, up to the closing character and with it. */
    private List<Term> terms(char close) throws SyntaxException {
        List<Term> terms = new ArrayList<>();
        if (++depth > DEEPEST) {
            throw unexpected("terms that are nested at most " + DEEPEST + " deep");
        }
        skipSpace();
        if (peek() == close) {
            at++;
            depth--;
            return terms;
        }
        for (; ; ) {
            terms.add(term());
            skipSpace();
            if (peek() == close) {
                at++;
                depth--;
                return terms;
            }
            if (peek() != ',') {
                throw unexpected("',' or '" + close + "'");
            }
            at++;
        }
    }

    private String word() {
        skipSpace();
        int start = at;
        while (isLetter(peek()) || isDigit(peek()) || peek() == '_' || peek() == '@') {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char wanted) throws SyntaxException {
        skipSpace();
        if (peek() != wanted) {
            throw unexpected("'" + wanted + "'");
        }
        at++;
    }

    private void skipSpace() {
        while (peek() == ' ') {
            at++;
        }
    }

    /** The next character, or one that fits nothing at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private SyntaxException unexpected(String expected) {
        String rest = text.substring(at);
        String shown = rest.length() <= LONGEST_SHOWN ? rest : rest.substring(0, LONGEST_SHOWN) + "...";
        return new SyntaxException(
                "expected " + expected + ", got: " + (rest.isEmpty() ? "the end of the line" : shown));
    }
}
