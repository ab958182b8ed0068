package org.zenotisync.model;

import java.util.Objects;

/**
 * One column of a feed table.
 *
 * @param name lower-case identifier, see {@link Identifiers#fold(String)}
 * @param type its declared type
 * @param encoding how Redshift compresses it; null if the schema script leaves that to Redshift
 */
public record ColumnDefinition(String name, ColumnType type, ColumnEncoding encoding) {

    public ColumnDefinition {
        Identifiers.requireFolded(name);
        Objects.requireNonNull(type, "type");
    }

    /** A column whose encoding is left to Redshift. */
    public ColumnDefinition(String name, ColumnType type) {
        this(name, type, null);
    }

    /** The same column with another type; an encoding may not fit another kind of values. */
    public ColumnDefinition withType(ColumnType other) {
        return new ColumnDefinition(name, other, other.kind() == type.kind() ? encoding : null);
    }

    /** The same column under another name. */
    public ColumnDefinition withName(String other) {
        return new ColumnDefinition(other, type, encoding);
    }

    /** As a schema script declares it. */
    @Override
    public String toString() {
        return '"' + name + "\" " + type + (encoding == null ? "" : " ENCODE " + encoding);
    }
}
