package io.grafanakeeper;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/**
 * Gives the Java worker the function classes, built once for the life of the process.
 *
 * <p>Found by the worker through {@code META-INF/services}. Without it the worker would build a class anew for every call.
 */
public final class KeeperInjector implements FunctionInstanceInjector {
    /** Building it reads nothing and cannot fail: an error in a static initializer would leave calls without any answer. */
    private static final Keeper KEEPER = new Keeper(System::getenv);

    @Override
    public <T> T getInstance(Class<T> functionClass) {
        return KEEPER.function(functionClass);
    }
}
