package otp.handrolled.genserver;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;

/**
 * A server whose callbacks are what a test says, and whose messages are code to run in it. What it is not told to do, it does as
 * a GenServer does by default.
 */
public record Scripted(
        InitCode onInit,
        @Nullable EventCode onInfo,
        @Nullable EventCode onContinue,
        @Nullable TerminateCode onTerminate)
        implements GenServer<String, Scripted.Message> {

    public sealed interface Message {}

    /** A cast. */
    public record Do(CastCode code) implements Message {}

    /** A call. */
    public record Ask(From<String> from, CallCode code) implements Message {}

    public interface InitCode {
        @Nullable
        Init<String> run() throws Throwable;
    }

    public interface CastCode {
        @Nullable
        Next<String> run(String state) throws Throwable;
    }

    public interface CallCode {
        @Nullable
        Next<String> run(From<String> from, String state) throws Throwable;
    }

    public interface EventCode {
        @Nullable
        Next<String> run(Object event, String state) throws Throwable;
    }

    public interface TerminateCode {
        void run(ExitReason reason, String state) throws Throwable;
    }

    public static Scripted withState(String state) {
        return withInit(() -> Init.ok(state));
    }

    public static Scripted withInit(InitCode init) {
        return new Scripted(init, null, null, null);
    }

    public Scripted onInfo(EventCode code) {
        return new Scripted(onInit, code, onContinue, onTerminate);
    }

    public Scripted onContinue(EventCode code) {
        return new Scripted(onInit, onInfo, code, onTerminate);
    }

    public Scripted onTerminate(TerminateCode code) {
        return new Scripted(onInit, onInfo, onContinue, code);
    }

    /** A call that runs code in the server. */
    public static Function<From<String>, Message> ask(CallCode code) {
        return from -> new Ask(from, code);
    }

    /** A call that answers the state. */
    public static Function<From<String>, Message> state() {
        return ask((from, state) -> Next.reply(from, state, state));
    }

    /** A call that is never answered. */
    public static Function<From<String>, Message> silence() {
        return ask((from, state) -> Next.noreply(state));
    }

    @Override
    @SuppressWarnings("NullAway") // that a callback may return null is what some tests are about
    public Init<String> init() {
        try {
            return onInit.run();
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    @Override
    @SuppressWarnings("NullAway")
    public Next<String> handle(Message message, String state) {
        try {
            return switch (message) {
                case Do(var code) -> code.run(state);
                case Ask(var from, var code) -> code.run(from, state);
            };
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    @Override
    @SuppressWarnings("NullAway")
    public Next<String> handleInfo(Object message, String state) {
        if (onInfo == null) {
            return GenServer.super.handleInfo(message, state);
        }
        try {
            return onInfo.run(message, state);
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    @Override
    @SuppressWarnings("NullAway")
    public Next<String> handleContinue(Object what, String state) {
        if (onContinue == null) {
            return GenServer.super.handleContinue(what, state);
        }
        try {
            return onContinue.run(what, state);
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    @Override
    public void terminate(ExitReason reason, String state) {
        try {
            if (onTerminate != null) {
                onTerminate.run(reason, state);
            }
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    /** Throws anything, also a checked exception that nobody has declared. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
