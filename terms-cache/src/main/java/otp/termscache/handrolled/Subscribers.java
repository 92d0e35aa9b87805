package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.send;

import java.util.LinkedHashMap;
import java.util.Map;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.termscache.Change;

/** Who hears of the changes of a cache, and the monitors that tell when one is dead. Belongs to one process. */
final class Subscribers {
    private final Map<Pid, Ref> monitors = new LinkedHashMap<>();

    /** Subscribing twice is the same as once. */
    void add(Pid subscriber) {
        monitors.computeIfAbsent(subscriber, pid -> monitor(pid));
    }

    void remove(Pid subscriber) {
        Ref monitor = monitors.remove(subscriber);
        if (monitor != null) {
            demonitorFlush(monitor);
        }
    }

    void tell(Change<?, ?> change) {
        monitors.keySet().forEach(subscriber -> send(subscriber, change));
    }
}
