package org.zenotisync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a feed table.
 *
 * @param name lower-case identifier, see {@link Identifiers#fold(String)}
 * @param type its declared type
 * @param encoding how Redshift compresses it; null if the schema script leaves that to Redshift
 * @param notNull whether the schema script says NOT NULL, so that a file that has the column must have a value there
 */
public record ColumnDefinition(String name, ColumnType type, @Nullable ColumnEncoding encoding, boolean notNull) {

    public ColumnDefinition {
        Identifiers.requireFolded(name);
        Objects.requireNonNull(type, "type");
    }

    /** A column that may be NULL, and whose encoding is left to Redshift. */
    public ColumnDefinition(String name, ColumnType type) {
        this(name, type, null, false);
    }

    /** The same column with another type; an encoding may not fit another kind of values. */
    public ColumnDefinition withType(ColumnType other) {
        return new ColumnDefinition(name, other, other.kind() == type.kind() ? encoding : null, notNull);
    }

    /** The same column under another name. */
    public ColumnDefinition withName(String other) {
        return new ColumnDefinition(other, type, encoding, notNull);
    }

    /** The same column with another answer to whether a file must have a value there. */
    public ColumnDefinition withNotNull(boolean other) {
        return new ColumnDefinition(name, type, encoding, other);
    }

    /** As a schema script declares it. */
    @Override
    public String toString() {
        return '"' + name + "\" " + type + (notNull ? " NOT NULL" : "")
                + (encoding == null ? "" : " ENCODE " + encoding);
    }
}
