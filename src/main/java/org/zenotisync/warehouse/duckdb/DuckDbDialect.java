package org.zenotisync.warehouse.duckdb;

import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Dialect;

/** The SQL of DuckDB. */
final class DuckDbDialect extends Dialect {

    /** @param schema of all tables, null for {@code main} */
    DuckDbDialect(@Nullable String schema) {
        super(schema);
    }

    /** VARCHAR has no length here (it would not be enforced), and FLOAT means single precision. */
    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> "VARCHAR";
            case DOUBLE -> "DOUBLE";
            default -> type.toString();
        };
    }

    @Override
    public String bytes(String text) {
        return "strlen(" + text + ")";
    }
}
