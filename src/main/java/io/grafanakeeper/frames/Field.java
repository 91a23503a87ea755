package io.grafanakeeper.frames;

import java.util.List;
import java.util.SortedMap;

/**
 * Describes a field of a frame.
 *
 * @param name its name, empty if it has none
 * @param displayName the name that the data source wants to be shown ({@code config.displayNameFromDS}), empty if none
 * @param type what its values are
 * @param labels its labels by name
 * @param enumTexts the texts that the values of an {@link FieldType#ENUM} are indexes of
 */
public record Field(
        String name, String displayName, FieldType type, SortedMap<String, String> labels, List<String> enumTexts) {}
