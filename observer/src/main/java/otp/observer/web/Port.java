package otp.observer.web;

/**
 * A TCP port of this machine.
 *
 * @param number 1 to 65535, or 0 for any that is free
 */
public record Port(int number) {
    private static final int HIGHEST = 65_535;

    public Port {
        if (number < 0 || number > HIGHEST) {
            throw new IllegalArgumentException(expected(Integer.toString(number)));
        }
    }

    /**
     * Reads what somebody typed.
     *
     * @param text digits
     * @return the port
     * @throws IllegalArgumentException if it is no port, with a sentence that says what to type instead
     */
    public static Port parse(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(expected(text));
        }
        return new Port(Integer.parseInt(text));
    }

    private static String expected(String got) {
        return "Expected -Dport= to be a number from 1 to " + HIGHEST + " (or 0 for any free port), got: \"" + got
                + "\". For example: ./mvnw compile exec:exec -Dport=4001";
    }
}
