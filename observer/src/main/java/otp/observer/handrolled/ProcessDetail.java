package otp.observer.handrolled;

import java.time.Duration;
import java.util.List;
import otp.handrolled.introspection.ObserverBackend;
import otp.handrolled.introspection.StateView;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.observer.handrolled.ProcessTree.Found;
import otp.observer.tree.Detail;
import otp.observer.tree.Detail.Fact;
import otp.observer.tree.Detail.Lines;
import otp.observer.tree.Detail.Peer;
import otp.observer.tree.Detail.Relation;

/** What {@code Process.info/1} tells of one process. */
final class ProcessDetail {
    private static final int LONGEST = 200;
    private static final int LONGEST_STATE = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ProcessDetail() {}

    static Detail of(Found found, boolean contents) {
        ProcessInfo process = found.process();
        return new Detail(
                found.node(),
                process.parent().map(parent -> peer(parent, found)).orElse(null),
                List.of(
                        relation("links", process.links(), found),
                        relation("monitors", process.monitors(), found),
                        relation("monitored by", process.monitoredBy(), found)),
                List.of(
                        new Fact("initial call", process.label()),
                        new Fact("registered name", process.name().orElse("none")),
                        new Fact("traps exits", process.trapsExits() ? "yes" : "no"),
                        new Fact(
                                "system messages",
                                process.answersSystemMessages()
                                        ? "answers them: :sys can suspend it and ask for its state"
                                        : "does not answer them: it is no GenServer or another behaviour")),
                Lines.of(process.currentStacktrace()),
                contents ? Lines.shown(ObserverBackend.messages(process, Detail.SHOWN, LONGEST)) : Lines.HIDDEN,
                contents ? state(process) : Lines.HIDDEN);
    }

    /** Looking sends nothing, so the state stays with the process: it is in a local variable of its loop. */
    private static Lines state(ProcessInfo process) {
        return Lines.hidden(
                process.answersSystemMessages()
                        ? "Only the process itself knows its state, in OTP too: :sys.get_state/1 asks it by a message, and the observer"
                                + " sends none while it only looks."
                        : "Only the process itself knows what it has in its variables, and it is no server that could be asked.");
    }

    /** Its state, as it tells itself: {@code :sys.get_state/2}. */
    static Lines ask(ProcessInfo process) {
        return switch (ObserverBackend.state(process.pid(), PATIENCE, LONGEST_STATE)) {
            case StateView.Shown(var text) -> Lines.shown(List.of(text));
            case StateView.Busy(var waited) ->
                Lines.hidden("It has not answered within " + waited.toSeconds()
                        + " s: it is busy. The question stays in its mailbox.");
            case StateView.NotAServer() ->
                Lines.hidden(
                        "It is no GenServer or another behaviour, so it was not asked: the message would lie in its mailbox.");
            case StateView.Gone(var reason) -> Lines.hidden("It has ended: " + reason + ".");
        };
    }

    private static Relation relation(String name, List<?> others, Found found) {
        return new Relation(
                name, others.stream().map(other -> peer(other, found)).toList());
    }

    /** A monitor may be on a name. */
    private static Peer peer(Object other, Found found) {
        return new Peer(other instanceof Pid pid ? found.paths().get(pid) : null, other.toString());
    }
}
