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
    /**
     * Started before the first look, in parts with a pause after each, for the compiler: a thread that parked in code which was not
     * compiled yet keeps frames of three times the size.
     */
    private static final int WARM_UP = 90_000;

    private IdleMemory() {}

    /**
     * Prints the figure.
     *
     * @param arguments {@code named}, or nothing
     */
    public static void main(String[] arguments) throws Exception {
        boolean named = List.of(arguments).contains("named");
        Node.start().run(() -> {
            var servers = new ArrayList<Pid>(WARM_UP + Sizes.IDLE);
            long before = 0;
            for (int from = 0; from < WARM_UP; from += WARM_UP / 3) {
                start(from, from + WARM_UP / 3, named, servers);
                before = Heap.used();
            }
            start(WARM_UP, WARM_UP + Sizes.IDLE, named, servers);
            Heap.print((double) (Heap.used() - before) / Sizes.IDLE);
            Heap.keep(servers);
            // The node is not closed: to end so many processes one by one takes seconds, and nothing is measured any
            // more.
            System.exit(0);
        });
    }

    private static void start(int from, int to, boolean named, List<Pid> servers) {
        for (int i = from; i < to; i++) {
            Options options = named ? Options.named("idle-" + i) : Options.NONE;
            servers.add(GenServer.startLink(new Counter(), options).get().pid());
        }
    }
}
