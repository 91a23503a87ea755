package io.grafanakeeper.sandbox.azure;

import java.io.IOException;

/** Does what was asked and says what to answer; whether the caller ever hears it is up to the {@link Fault}. */
@FunctionalInterface
interface Origin {
    Answer answer(Call call) throws IOException;
}
