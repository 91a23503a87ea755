package io.grafanakeeper.grafana;

import java.io.IOException;

/** Says that an answer is larger than we accept; trying again would not help. */
final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long maxBytes) {
        super("the answer is larger than " + maxBytes / (1024 * 1024) + " MiB");
    }
}
