package otp.redispool.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.redispool.PoolOptions;

/**
 * Puts the member table where everybody finds it, and takes it away when the pool stops. A persistent term belongs to no process
 * (PT2), so that somebody has to; the supervisor itself has no callback for it. It answers nobody, so that it has no cause to crash.
 */
final class MemberTable implements GenServer<PoolOptions, Void> {
    private final PoolOptions options;

    private MemberTable(PoolOptions options) {
        this.options = options;
    }

    static ChildSpec childSpec(PoolOptions options) {
        String name = options.name() + "_members";
        return GenServer.childSpec(name, () -> new MemberTable(options), Options.named(name));
    }

    @Override
    public Init<PoolOptions> init() {
        trapExit(true); // so that terminate runs when the supervisor stops it, or is killed
        Members.term(options.name()).put(Members.of(self().node(), options));
        return Init.ok(options);
    }

    @Override
    public Next<PoolOptions> handle(Void message, PoolOptions state) {
        return Next.noreply(state);
    }

    @Override
    public void terminate(ExitReason reason, PoolOptions state) {
        Members.term(options.name()).erase();
    }
}
