package otp.handrolled.process;

/**
 * Whether there is stack left for what must not be broken off. A process may call the runtime from deep within a recursion; a
 * {@link StackOverflowError} in the middle of telling of a death would leave it half told: some linked processes would never hear
 * of it. So the room is tried out first, while nothing has happened yet, and the error is thrown then.
 */
final class StackRoom {
    /** Telling of a death takes some twenty, and a resource that is released some twenty more. Each costs about eight nanoseconds. */
    private static final int FRAMES = 80;

    private StackRoom() {}

    /**
     * Returns if there is room enough.
     *
     * @throws StackOverflowError if there is not
     */
    static void check() {
        if (dive(FRAMES, 1, 2, 3, 4, 5, 6, 7) == 0) {
            throw new AssertionError("a sum of positive numbers is zero");
        }
    }

    /** Has many arguments and needs them after the call, so that each frame takes its place. */
    private static long dive(int depth, long a, long b, long c, long d, long e, long f, long g) {
        long below = depth == 0 ? 1 : dive(depth - 1, b, c, d, e, f, g, a);
        return (below & 1) + (a | b | c | d | e | f | g);
    }
}
