package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceLoader;

/** Gives each call the object to call: from the app's injector where it has one, else made anew, as the worker does. */
final class Instances {
    private Instances() {}

    /** Finds the app's injector as the worker does. */
    static FunctionInstanceInjector find(ClassLoader loader) {
        return ServiceLoader.load(FunctionInstanceInjector.class, loader)
                .findFirst()
                .orElseGet(Instances::madeAnew);
    }

    /** Returns what the worker does without an injector. */
    static FunctionInstanceInjector madeAnew() {
        return new FunctionInstanceInjector() {
            @Override
            public <T> T getInstance(Class<T> type) throws Exception {
                try {
                    return type.getConstructor().newInstance();
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            }
        };
    }
}
