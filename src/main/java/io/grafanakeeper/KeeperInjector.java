package io.grafanakeeper;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/** Builds the function classes for the Java worker, once. */
public final class KeeperInjector implements FunctionInstanceInjector {
    @Override
    public <T> T getInstance(Class<T> functionClass) throws Exception {
        return functionClass.getDeclaredConstructor().newInstance();
    }
}
