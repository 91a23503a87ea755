package io.grafanakeeper.settings;

import java.util.List;

/**
 * Chooses folders by uid or by path ({@code Team A/Sub}, without slashes at the ends).
 *
 * @param only empty for every folder
 * @param except taken away from what {@code only} leaves
 */
public record FolderFilter(List<String> only, List<String> except) {
    static final FolderFilter ALL = new FolderFilter(List.of(), List.of());

    public FolderFilter {
        only = List.copyOf(only);
        except = List.copyOf(except);
    }
}
