package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads the panels that dashboards share. */
@FunctionalInterface
public interface LibraryPanels {
    /** Returns a library panel, either its {@code model} or what holds one; null if there is none with this uid. */
    @Nullable
    ObjectNode read(String uid);
}
