package otp.supervision.settings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/** A class as a JVM has it that has just started: not initialized yet. All it needs besides is the one that the tests know. */
public final class FreshClass {
    private final Class<?> type;

    private FreshClass(Class<?> type) {
        this.type = type;
    }

    /** Loads a class a second time, by a class loader of its own. */
    public static FreshClass of(Class<?> known) {
        try {
            return new FreshClass(new Loader(known).loadClass(known.getName()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** What a static method without parameters returns. Throws what the method throws. */
    public Object get(String method) {
        try {
            return type.getMethod(method).invoke(null);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> throw new AssertionError(thrown);
        };
    }

    private static final class Loader extends ClassLoader {
        private final Class<?> known;

        Loader(Class<?> known) {
            super(known.getClassLoader());
            this.known = known;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(known.getName()) ? again() : super.loadClass(name, resolve);
        }

        private synchronized Class<?> again() {
            Class<?> loaded = findLoadedClass(known.getName());
            if (loaded != null) {
                return loaded;
            }
            try (InputStream file = known.getResourceAsStream(known.getSimpleName() + ".class")) {
                byte[] bytes = Objects.requireNonNull(file).readAllBytes();
                return defineClass(known.getName(), bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
