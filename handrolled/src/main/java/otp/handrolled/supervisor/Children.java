package otp.handrolled.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/** The children of a supervisor in the order of their start. Does not change: each change is a new one. */
record Children(List<Child> inOrder) {
    static final Children NONE = new Children(List.of());

    Children {
        inOrder = List.copyOf(inOrder);
    }

    @Nullable
    Child byId(Object id) {
        return first(child -> child.id().equals(id));
    }

    @Nullable
    Child byPid(Pid pid) {
        return first(child -> child.pid() == pid);
    }

    private @Nullable Child first(Predicate<Child> which) {
        for (Child child : inOrder) {
            if (which.test(child)) {
                return child;
            }
        }
        return null;
    }

    /** With one more, at the end. */
    Children plus(Child child) {
        var changed = new ArrayList<>(inOrder);
        changed.add(child);
        return new Children(changed);
    }

    /** With a child in the place of the one that has its id. */
    Children replace(Child child) {
        var changed = new ArrayList<>(inOrder);
        changed.replaceAll(each -> each.id().equals(child.id()) ? child : each);
        return new Children(changed);
    }

    Children minus(Object id) {
        return new Children(
                inOrder.stream().filter(each -> !each.id().equals(id)).toList());
    }

    /** The child that ended is kept with its spec, but for a temporary one, which is forgotten. */
    Children ended(Child child) {
        return child.isTemporary() ? minus(child.id()) : replace(child.with(new Child.Stopped()));
    }

    /** The one with this id and those started after it. */
    Children from(Object id) {
        return new Children(inOrder.subList(indexOf(id), inOrder.size()));
    }

    private int indexOf(Object id) {
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new IllegalStateException("no child with id " + id);
    }
}
