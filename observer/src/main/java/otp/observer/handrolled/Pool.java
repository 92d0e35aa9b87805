package otp.observer.handrolled;

import java.util.stream.IntStream;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.observer.tree.Sizes;

/** Connections under one_for_one: one that dies is replaced, and its neighbors do not notice. */
final class Pool {
    private Pool() {}

    static ChildSpec childSpec() {
        return Supervisor.childSpec(
                "pool",
                IntStream.rangeClosed(1, Sizes.CONNECTIONS)
                        .mapToObj(Pool::name)
                        .map(name -> GenServer.childSpec(name, Connection::new, Options.named(name)))
                        .toList(),
                Flags.oneForOne().named("pool"));
    }

    /** Each in its turn. By name, so it is whoever has that place now. */
    static ServerRef<Connection.Message> connection(long turn) {
        return ServerRef.named(name(1 + (int) Math.floorMod(turn, (long) Sizes.CONNECTIONS)));
    }

    private static String name(int number) {
        return "connection_" + number;
    }
}
