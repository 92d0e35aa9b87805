package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.util.Optional;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.EtsTransfer;
import otp.handrolled.ets.Options;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;

/**
 * Makes the table and is its heir. While the cache that owns it is being restarted the table is here. It does nothing else, so that
 * it has no reason to crash.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class TableKeeper<K, V> implements GenServer<Optional<Ets<K, Entry<K, V>>>, TableKeeper.Message> {
    /** Gives the table to a process; answers whether it could. */
    record Message(Pid owner, From<Boolean> from) {}

    private final String cache;

    TableKeeper(String cache) {
        this.cache = cache;
    }

    /** What it is registered as. */
    static String name(String cache) {
        return cache + "_keeper";
    }

    /** Has the table given to the calling process, which then gets an {@link EtsTransfer}. */
    static boolean claim(String cache) {
        ServerRef<Message> keeper = ServerRef.named(name(cache));
        return GenServer.<Message, Boolean>call(keeper, from -> new Message(self(), from));
    }

    @Override
    public Init<Optional<Ets<K, Entry<K, V>>>> init() {
        trapExit(true); // so that terminate runs when the supervisor stops it
        Ets<K, Entry<K, V>> table =
                Ets.create(cache, Entry::key, Options.DEFAULT.asNamed().withHeir(self(), cache));
        SharedTable.<K, V>term(cache).put(new SharedTable<>(table, CoarseClock.start()));
        return Init.ok(Optional.of(table));
    }

    @Override
    public Next<Optional<Ets<K, Entry<K, V>>>> handle(Message claim, Optional<Ets<K, Entry<K, V>>> table) {
        if (table.isEmpty()) {
            return Next.reply(claim.from(), false, table);
        }
        try {
            table.get().giveAway(claim.owner(), cache);
            return Next.reply(claim.from(), true, Optional.empty());
        } catch (BadArgException died) {
            return Next.noreply(table);
        }
    }

    /** The owner has died. The table comes before anybody else hears of it, so it is here before the next owner can ask. */
    @Override
    @SuppressWarnings("unchecked") // it is the one that was made here
    public Next<Optional<Ets<K, Entry<K, V>>>> handleInfo(Object message, Optional<Ets<K, Entry<K, V>>> table) {
        return message instanceof EtsTransfer(var inherited, var _, var _)
                ? Next.noreply(Optional.of((Ets<K, Entry<K, V>>) inherited))
                : GenServer.super.handleInfo(message, table);
    }

    @Override
    public void terminate(ExitReason reason, Optional<Ets<K, Entry<K, V>>> table) {
        SharedTable.term(cache).erase();
    }
}
