package io.grafanakeeper.concurrent;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a value on its first use and keeps it. A build that throws is tried again at the next use. Thread-safe. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> builder;
    private volatile @Nullable T value;

    private Lazy(Supplier<T> builder) {
        this.builder = builder;
    }

    /** Returns a holder that builds its value with the given supplier. */
    public static <T> Lazy<T> of(Supplier<T> builder) {
        return new Lazy<>(builder);
    }

    @Override
    public T get() {
        T built = value;
        if (built == null) {
            synchronized (this) {
                built = value;
                if (built == null) {
                    built = builder.get();
                    value = built;
                }
            }
        }
        return built;
    }
}
