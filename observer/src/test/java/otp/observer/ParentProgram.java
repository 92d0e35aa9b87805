package otp.observer;

import java.util.List;

/** Stands in for Maven: starts the main job as its child, on its own output, and waits for it. */
final class ParentProgram {
    private ParentProgram() {}

    public static void main(String[] args) throws Exception {
        new ProcessBuilder(Program.javaCommand(Main.class, List.of("-Dport=0", "-Dotp.exitWithParent=true")))
                .inheritIO()
                .start()
                .waitFor();
    }
}
