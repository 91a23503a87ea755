package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.OutputBinding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds what a function wants sent to a queue once it has returned. */
final class Output implements OutputBinding<Object> {
    private final Binding.QueueOutput binding;
    private volatile @Nullable Object value;

    Output(Binding.QueueOutput binding) {
        this.binding = binding;
    }

    Binding.QueueOutput binding() {
        return binding;
    }

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public void setValue(@Nullable Object newValue) {
        value = newValue;
    }

    /** Returns one text a message; nothing set means nothing sent. */
    List<String> messages() {
        Object held = value;
        if (held == null) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        for (Object element : binding.many() ? (List<?>) held : List.of(held)) {
            messages.add((String) element);
        }
        return messages;
    }
}
