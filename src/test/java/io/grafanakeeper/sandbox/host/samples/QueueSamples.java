package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** A queue function that passes messages on, fails where the message says so, or takes its time. */
public final class QueueSamples {
    @FunctionName("Work")
    public void work(
            @QueueTrigger(name = "message", queueName = "%JOBS%") String message,
            @BindingName("DequeueCount") long attempt,
            @BindingName("InsertionTime") String inserted,
            @QueueOutput(name = "done", queueName = "done") OutputBinding<String> done)
            throws InterruptedException {
        done.setValue(message + " " + attempt + " " + inserted);
        if (message.startsWith("fail")) {
            throw new IllegalStateException("asked to");
        }
        if (message.startsWith("slow")) {
            Thread.sleep(Long.parseLong(message.substring("slow".length())));
        }
    }
}
