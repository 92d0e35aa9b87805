package otp.handrolled.ets;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The elements of a record, as those of a tuple. */
final class Components {
    private static final ClassValue<List<MethodHandle>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
            var accessors = new ArrayList<MethodHandle>();
            for (RecordComponent component : type.getRecordComponents()) {
                try {
                    // A record may be private to the test or the server that uses it.
                    AccessibleObject accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    accessors.add(MethodHandles.lookup().unreflect(component.getAccessor()));
                } catch (IllegalAccessException | RuntimeException e) {
                    throw new BadArgException("expected a record whose components can be read, got: " + type.getName()
                            + ". Open its module to otp.handrolled.ets. " + e.getMessage());
                }
            }
            return accessors;
        }
    };

    private Components() {}

    static List<Object> of(Object object) {
        var components = new ArrayList<>();
        for (MethodHandle accessor : ACCESSORS.get(object.getClass())) {
            try {
                components.add(accessor.invoke(object));
            } catch (Throwable e) {
                throw new BadArgException(
                        "expected the accessors of " + object.getClass().getName() + " to return, got: " + e);
            }
        }
        return components;
    }
}
