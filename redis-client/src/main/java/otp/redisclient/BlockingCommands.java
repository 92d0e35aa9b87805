package otp.redisclient;

import java.util.Set;
import otp.redisclient.resp.Command;

/** The commands that Redis may answer late on purpose, such as BLPOP: their silence does not mean that it is gone (row X17). */
public final class BlockingCommands {
    private static final Set<String> NAMES = Set.of(
            "BLMOVE",
            "BLMPOP",
            "BLPOP",
            "BRPOP",
            "BRPOPLPUSH",
            "BZMPOP",
            "BZPOPMAX",
            "BZPOPMIN",
            "WAIT",
            "WAITAOF",
            // only with BLOCK among their arguments; without, one more silence is forgiven than need be
            "XREAD",
            "XREADGROUP");

    private BlockingCommands() {}

    /** Whether a command is one of them. */
    public static boolean contains(Command command) {
        return NAMES.contains(command.name());
    }
}
