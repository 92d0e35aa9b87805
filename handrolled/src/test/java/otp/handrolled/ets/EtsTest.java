package otp.handrolled.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.Pid;

/** The words that tests of tables are written in. */
abstract class EtsTest extends ServerTest {
    record User(String name, int age, String city) {}

    static final User ADA = new User("ada", 36, "london");
    static final User KURT = new User("kurt", 71, "princeton");

    static Ets<Object, Pair<Object, Object>> pairs(TableType type) {
        return Ets.create("pairs", Options.of(type));
    }

    static Pair<Object, Object> pair(Object key, Object value) {
        return new Pair<>(key, value);
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertBadArg(ThrowingCallable code) {
        return Assertions.assertThatThrownBy(code).isInstanceOf(BadArgException.class);
    }

    /** Something that a process does with a table. */
    interface Use {
        void run() throws Exception;
    }

    /** A process that does something, says that it is done, and ends when it is sent a message. */
    static Pid waiting(Use use) {
        Pid parent = self();
        Pid pid = spawn(() -> {
            use.run();
            send(parent, "done");
            receive(message -> "end".equals(message) ? () -> message : null);
        });
        Object done = receive(message -> "done".equals(message) ? () -> message : null);
        assertThat(done).isEqualTo("done");
        return pid;
    }
}
