package otp.redispool;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** No member of a pool is connected, so that a command was not sent. They connect again by themselves. */
public final class AllDownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says so.
     *
     * @param options the pool
     * @param members how its members are
     */
    public AllDownException(PoolOptions options, List<MemberStatus> members) {
        super(
                "expected a connection of the pool %s to %s to be up, got: %s. The command was not sent. See that the server runs; the connections come back by themselves"
                        .formatted(
                                options.name(),
                                options.connection().uri(),
                                members.stream()
                                        .map(member -> member.name() + " "
                                                + member.state().name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
