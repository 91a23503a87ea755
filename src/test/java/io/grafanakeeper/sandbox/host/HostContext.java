package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** Tells a function which call it serves and where to log. */
record HostContext(String functionName, String invocationId, Logger logger) implements ExecutionContext {
    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }
}
