package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;

/** A timer that sends its own payload and one message more, as the app's timers enqueue work. */
public final class TimerSamples {
    @FunctionName("Tick")
    public void tick(
            @TimerTrigger(name = "timer", schedule = "%TICK_SCHEDULE%") String timer,
            @QueueOutput(name = "jobs", queueName = "ticks", connection = "AzureWebJobsStorage")
                    OutputBinding<List<String>> jobs) {
        jobs.setValue(List.of(timer, "second"));
    }
}
