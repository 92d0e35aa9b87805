package otp.comparison.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one step: an Erlang call, perhaps with a variable for its result. A recursive descent over characters. */
final class Call {
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
        if (name.isEmpty() || isVariable(name)) {
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
        return !word.isEmpty() && (Character.isUpperCase(word.charAt(0)) || word.charAt(0) == '_');
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
            at = end + 1;
            return new Term.Atom(name);
        }
        if (first == '-' || Character.isDigit(first)) {
            int start = at++;
            while (Character.isDigit(peek())) {
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
        if (word.isEmpty()) {
            throw unexpected("a term");
        }
        return isVariable(word) ? new Term.Var(word) : new Term.Atom(word);
    }

    /** Terms with commas between them, up to the closing character and with it. */
    private List<Term> terms(char close) throws SyntaxException {
        List<Term> terms = new ArrayList<>();
        skipSpace();
        if (peek() == close) {
            at++;
            return terms;
        }
        for (; ; ) {
            terms.add(term());
            skipSpace();
            if (peek() == close) {
                at++;
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
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '@') {
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
        return new SyntaxException(
                "expected " + expected + ", got: " + (rest.isEmpty() ? "the end of the line" : rest));
    }
}
