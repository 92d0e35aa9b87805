package otp.comparison.speed.handrolled;

import static otp.handrolled.process.Processes.receive;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.Item;
import otp.comparison.speed.TableBenchmark;
import otp.handrolled.ets.Access;
import otp.handrolled.ets.Counter;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.Options;
import otp.handrolled.process.Node;

/** A public set; readers and writers are processes, none of them the owner. */
public class TableAccess extends TableBenchmark {
    private static final Counter.Add<Item> ONE =
            new Counter<>(Item::value, (item, value) -> new Item(item.key(), value)).add(1);

    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private Ets<Integer, Item> table;

    @Override
    protected void open() {
        var opened = new CompletableFuture<Ets<Integer, Item>>();
        node.spawn("owner", () -> {
            opened.complete(Ets.create("items", Item::key, Options.DEFAULT.with(Access.PUBLIC)));
            receive(_ -> null); // forever
        });
        table = opened.join();
    }

    @TearDown
    public void stop() {
        node.close();
    }

    @Override
    protected void start(Runnable work) {
        node.spawn(work::run);
    }

    @Override
    protected Item get(Integer key) {
        return Objects.requireNonNull(table.get(key));
    }

    @Override
    protected void insert(Item item) {
        table.insert(item);
    }

    @Override
    protected long increment(Integer key) {
        return table.updateCounter(key, ONE);
    }
}
