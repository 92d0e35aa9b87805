package otp.redisclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.ErrorReply;

/** What a client says first on a new connection: AUTH if there is a password, SELECT if another database than 0 is wanted. */
public final class Greeting {
    private Greeting() {}

    /** The commands, none to two. */
    public static List<Command> of(RedisUri uri) {
        List<Command> commands = new ArrayList<>();
        String user = uri.user();
        String password = uri.password();
        if (password != null) {
            commands.add(user == null ? Command.of("AUTH", password) : Command.of("AUTH", user, password));
        }
        if (uri.database() != 0) commands.add(Command.of("SELECT", uri.database()));
        return commands;
    }

    /**
     * What is wrong with the answers, if anything is; may be asked before all of them have come.
     *
     * @param commands what was said
     * @param answers what has come, in its order
     */
    public static Optional<String> refused(List<Command> commands, List<RedisValue> answers) {
        if (answers.size() > commands.size()) {
            return Optional.of("expected %d answers to begin with, got %d: is it a Redis?"
                    .formatted(commands.size(), answers.size()));
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof ErrorReply(var message)) {
                return Optional.of(
                        "the server refused %s: %s".formatted(commands.get(i).name(), message));
            }
        }
        return Optional.empty();
    }
}
