package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Finds a panel by its id, and the shared content of a library panel. */
final class PanelFinder {
    private final List<SavedPanel> panels;
    private final LibraryPanels library;

    PanelFinder(Dashboard dashboard, LibraryPanels library) {
        this.panels =
                dashboard.hasElements() ? ElementPanels.of(dashboard.model()) : ClassicPanels.of(dashboard.model());
        this.library = library;
    }

    /**
     * Returns the panel with an id.
     *
     * @throws PanelException if the dashboard has no such panel, or its library panel is gone
     */
    SavedPanel find(long id) {
        SavedPanel panel = panels.stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow(() -> new PanelException("the dashboard has no panel " + id + "; it has "
                        + Shown.list(panels.stream().map(SavedPanel::label).toList())));
        return panel.libraryUid().isEmpty() ? panel : panel.withModel(shared(panel));
    }

    private ObjectNode shared(SavedPanel panel) {
        ObjectNode found = library.read(panel.libraryUid());
        if (found == null) {
            throw new PanelException(panel.label() + " shows the library panel " + Shown.quote(panel.libraryUid())
                    + ", which does not exist");
        }
        ObjectNode inner = found.path("result") instanceof ObjectNode result ? result : found;
        return inner.path("model") instanceof ObjectNode model ? model : inner;
    }
}
