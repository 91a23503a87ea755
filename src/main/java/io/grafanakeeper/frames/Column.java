package io.grafanakeeper.frames;

import java.util.Set;

/**
 * Describes a column of the rows.
 *
 * @param name its name, which no other column has
 * @param role what it tells
 * @param type what its values are; {@link FieldType#OTHER} if they differ between frames
 * @param refIds the queries whose rows have it
 */
public record Column(String name, Role role, FieldType type, Set<String> refIds) {
    /** Says what a column tells. */
    public enum Role {
        TIME,
        REF_ID,
        FRAME,
        LABEL,
        VALUE
    }

    public Column {
        refIds = Set.copyOf(refIds);
    }
}
