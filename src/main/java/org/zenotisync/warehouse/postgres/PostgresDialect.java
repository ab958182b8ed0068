package org.zenotisync.warehouse.postgres;

import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.PresentType;

/** The SQL of PostgreSQL. */
final class PostgresDialect extends Dialect {

    /** @param schema of all tables, null for the first one of the search path */
    PostgresDialect(@Nullable String schema) {
        super(schema);
    }

    /** Text has no length here: PostgreSQL would count characters, and the feed counts bytes. */
    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> "text";
            default -> type.toString();
        };
    }

    /** A collation of the owner may take different texts for equal ones. */
    @Override
    public String exactText(String value, PresentType type) {
        return super.exactText(value, type) + " COLLATE \"C\"";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
