package otp.handrolled.rows;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The name of one guarantee of OTP: a group in capital letters, and a number. Ordered as people count: P2 comes before P10.
 *
 * @param group such as P for processes
 * @param number from 1
 */
record Row(String group, int number) implements Comparable<Row> {
    private static final Pattern NAME = Pattern.compile("([A-Z]{1,2})([1-9][0-9]{0,3})");
    private static final Comparator<Row> ORDER =
            Comparator.comparing(Row::group).thenComparingInt(Row::number);

    /** The row of that name, or nothing if the text, such as a tag, is not the name of a row. */
    static Optional<Row> named(String text) {
        var matcher = NAME.matcher(text);
        return matcher.matches()
                ? Optional.of(new Row(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** All rows of a group. */
    static List<Row> upTo(String group, int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> new Row(group, number))
                .toList();
    }

    @Override
    public int compareTo(Row other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return group + number;
    }
}
