package otp.handrolled.introspection;

import java.util.List;
import otp.handrolled.process.ProcessInfo;

/**
 * A process and those it has started, of which each is a branch again.
 *
 * @param process who
 * @param linked whether it is linked with the process above it, so that they fall together; false at the top
 * @param children those it has started that are alive, the oldest first
 */
public record Branch(ProcessInfo process, boolean linked, List<Branch> children) {
    public Branch {
        children = List.copyOf(children);
    }
}
