package org.zenotisync.warehouse.duckdb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Limits;

/** How DuckDB makes and changes tables. */
final class DuckDbDdl extends Ddl {

    private final Dialect dialect;

    DuckDbDdl(Dialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    /** Without the default: a transaction that has written rows of a table cannot alter it any more (1.5.0). */
    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        return super.addColumn(table, column, null);
    }

    @Override
    public List<String> fillColumn(String table, ColumnDefinition column, String defaultValue) {
        return List.of("UPDATE " + dialect.qualified(table) + " SET " + dialect.quote(column.name()) + " = "
                + dialect.constant(defaultValue, column));
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + dialect.qualified(table) + " ALTER COLUMN " + dialect.quote(column.name())
                        + " TYPE " + dialect.typeName(column.type()));
    }
}
