package otp.comparison.speed.handrolled;

import java.util.ArrayList;
import java.util.List;
import otp.comparison.speed.Heap;
import otp.comparison.speed.Sizes;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;

/**
 * A program: how many bytes of heap one idle GenServer takes, with its thread, its mailbox, its link to the one parent and the
 * parent's to it, and, with the argument {@code named}, a registered name. It has run {@code init} and waits.
 */
public final class IdleMemory {
    /** Started before the first look, so that the code is compiled and its frames are those of a program that has run a while. */
    private static final int WARM_UP = 30_000;

    private IdleMemory() {}

    /**
     * Prints the figure.
     *
     * @param arguments {@code named}, or nothing
     */
    public static void main(String[] arguments) throws Exception {
        boolean named = List.of(arguments).contains("named");
        try (var node = Node.start()) {
            node.run(() -> {
                var servers = new ArrayList<Pid>(WARM_UP + Sizes.IDLE);
                start(0, WARM_UP, named, servers);
                long before = Heap.used();
                start(WARM_UP, WARM_UP + Sizes.IDLE, named, servers);
                Heap.print((double) (Heap.used() - before) / Sizes.IDLE);
                Heap.keep(servers);
            });
        }
    }

    private static void start(int from, int to, boolean named, List<Pid> servers) {
        for (int i = from; i < to; i++) {
            Options options = named ? Options.named("idle-" + i) : Options.NONE;
            servers.add(GenServer.startLink(new Counter(), options).get().pid());
        }
    }
}
