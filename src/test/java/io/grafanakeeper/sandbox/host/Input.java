package io.grafanakeeper.sandbox.host;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a call its payload in the type its parameter wants, and the values that stand beside it. */
interface Input {
    /** Returns the payload, null where the worker passes null; throws where the worker would fail to convert. */
    @Nullable
    Object as(PayloadKind kind);

    /** Returns what {@code @BindingName} may ask for. */
    Map<String, String> names();

    /** Wraps a text, the payload of every trigger but HTTP. */
    static Input text(String text, Map<String, String> names) {
        return new Text(text, names);
    }

    /** A text payload. */
    record Text(String text, Map<String, String> names) implements Input {
        @Override
        public Object as(PayloadKind kind) {
            return text;
        }
    }
}
