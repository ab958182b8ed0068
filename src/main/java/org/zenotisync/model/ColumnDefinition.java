package org.zenotisync.model;

import java.util.Objects;

/**
 * One column of a feed table.
 *
 * @param name lower-case identifier, see {@link Identifiers#fold(String)}
 * @param type its declared type
 */
public record ColumnDefinition(String name, ColumnType type) {

    public ColumnDefinition {
        Identifiers.requireFolded(name);
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return '"' + name + "\" " + type;
    }
}
