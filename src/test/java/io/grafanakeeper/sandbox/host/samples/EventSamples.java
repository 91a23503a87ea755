package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;

/** An Event Grid function that passes events on and refuses those with the word "bad". */
public final class EventSamples {
    @FunctionName("OnEvent")
    public void onEvent(
            @EventGridTrigger(name = "event") String event,
            @QueueOutput(name = "seen", queueName = "events") OutputBinding<String> seen) {
        if (event.contains("bad")) {
            throw new IllegalArgumentException("bad event");
        }
        seen.setValue(event);
    }
}
