package otp.observer;

/** Starts the course application. */
public final class Main {
    private Main() {}

    /** Says where the page will be. */
    public static void main(String[] args) {
        System.out.println("The observer would answer at http://localhost:" + Integer.getInteger("port", 4000) + "/");
    }
}
