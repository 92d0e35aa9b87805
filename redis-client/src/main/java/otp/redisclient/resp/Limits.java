package otp.redisclient.resp;

/**
 * How much a parser takes from a server that it has no reason to trust. A length that a server declares reserves no memory: that
 * grows with the bytes that have come.
 *
 * @param depth how many arrays, maps and the like may lie in one another
 * @param bulkBytes how long a string may be
 * @param lineBytes how long the text up to a line break may be: a simple string, an error, a number
 * @param replyBytes how long a whole reply may be on the wire. In memory it can take about ten times that: if it is all small numbers
 */
public record Limits(int depth, int bulkBytes, int lineBytes, long replyBytes) {

    /** What Redis itself allows for a string, 512 MiB, twice that for a reply, 64 KiB for a line, and a depth of 128. */
    public static final Limits DEFAULT = new Limits(128, 512 << 20, 64 << 10, 1L << 30);

    public Limits {
        atLeast(1, depth, "depth");
        atLeast(0, bulkBytes, "bulkBytes");
        atLeast(24, lineBytes, "lineBytes");
        atLeast(32, replyBytes, "replyBytes");
        if (bulkBytes > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException(
                    "expected a limit for bulkBytes that an array can hold, got: " + bulkBytes);
        }
    }

    private static void atLeast(long smallest, long got, String what) {
        if (got < smallest) {
            throw new IllegalArgumentException(
                    "expected a limit for " + what + " of " + smallest + " or more, got: " + got);
        }
    }

    void checkDepth(int there) {
        if (there > depth) {
            throw new LimitExceeded(
                    "expected at most " + depth + " values within one another, got one more. Limits can allow it");
        }
    }

    int checkBulk(long declared) {
        if (declared > bulkBytes) {
            throw new LimitExceeded("expected a string of at most " + bulkBytes + " bytes, got one of " + declared
                    + ". Limits can allow it");
        }
        return (int) declared;
    }

    void checkLine(long length) {
        if (length > lineBytes) {
            throw new LimitExceeded(
                    "expected a line break after at most " + lineBytes + " bytes, got none in " + length);
        }
    }

    void checkReply(long length) {
        if (length > replyBytes) {
            throw new LimitExceeded("expected a reply of at most " + replyBytes + " bytes, got one of at least "
                    + length + ". Limits can allow it");
        }
    }
}
