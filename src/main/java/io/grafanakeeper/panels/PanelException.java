package io.grafanakeeper.panels;

/** Says why a panel cannot be asked, in words for the person who wrote the configuration. */
public final class PanelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PanelException(String message) {
        super(message);
    }
}
