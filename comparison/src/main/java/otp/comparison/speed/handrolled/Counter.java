package otp.comparison.speed.handrolled;

import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.From;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;

/** The server under load: it does next to nothing, so that what is measured is the way to it and back. */
final class Counter implements GenServer<Long, Counter.Message> {
    sealed interface Message {
        record Add(long amount) implements Message {}

        record Read(From<Long> from) implements Message {}
    }

    static ServerRef<Message> start(Node node) throws Exception {
        return node.run(() -> GenServer.start(new Counter())).get();
    }

    @Override
    public Init<Long> init() {
        return Init.ok(0L);
    }

    @Override
    public Next<Long> handle(Message message, Long count) {
        return switch (message) {
            case Message.Add(var amount) -> Next.noreply(count + amount);
            case Message.Read(var from) -> Next.reply(from, count, count);
        };
    }
}
