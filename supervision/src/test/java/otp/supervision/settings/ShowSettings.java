package otp.supervision.settings;

/** What a JVM makes of its settings, on its standard output. */
final class ShowSettings {
    private ShowSettings() {}

    public static void main(String[] args) {
        System.out.println(GroupSettings.load());
    }
}
