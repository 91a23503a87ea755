package io.grafanakeeper.archive;

import java.util.Arrays;
import java.util.Optional;

/** Names the kinds of things that a backup holds. */
public enum ItemKind {
    /** A folder. */
    FOLDER("folder"),
    /** A data source, without its secrets. */
    DATA_SOURCE("data-source"),
    /** A library panel. */
    LIBRARY_PANEL("library-panel"),
    /** A dashboard. */
    DASHBOARD("dashboard"),
    /** An alert rule. */
    ALERT_RULE("alert-rule"),
    /** A contact point. */
    CONTACT_POINT("contact-point"),
    /** The tree of notification policies. */
    NOTIFICATION_POLICY("notification-policy"),
    /** A mute timing. */
    MUTE_TIMING("mute-timing"),
    /** A notification template. */
    TEMPLATE("template");

    private final String text;

    ItemKind(String text) {
        this.text = text;
    }

    /** Returns the name used in manifests and routes. */
    public String text() {
        return text;
    }

    /** Returns the kind of that name, if there is one. */
    public static Optional<ItemKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
