package org.zenotisync.warehouse.duckdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.DigestTable;
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

    /** A transaction that has written rows of a table cannot alter it any more: the rows go into a new table. */
    @Override
    public List<String> hideColumns(
            String table,
            TableDefinition definition,
            List<String> all,
            Collection<String> removed,
            Map<String, DigestTable> digests) {
        String fresh = dialect.qualified(DuckDbFormerBytes.HIDDEN);
        List<String> columns = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (String column : all) {
            DigestTable digest = digests.get(column);
            if (digest != null) {
                String values = DuckDbStages.TEMPORARY_CATALOG + "." + dialect.quote(digest.name());
                String alias = dialect.quote(digest.name());
                columns.add(alias + "." + dialect.quote(DigestTable.DIGEST) + " AS " + dialect.quote(column));
                joins.append(" LEFT JOIN ").append(values).append(" AS ").append(alias);
                joins.append(" ON ")
                        .append(dialect.exactText("t." + dialect.quote(column), digest.type()))
                        .append(" = ");
                joins.append(alias).append('.').append(dialect.quote(DigestTable.VALUE));
            } else if (!removed.contains(column)) {
                columns.add("t." + dialect.quote(column));
            }
        }
        return List.of(
                "DROP TABLE IF EXISTS " + fresh,
                "CREATE TABLE " + fresh + " AS SELECT " + String.join(", ", columns) + " FROM "
                        + dialect.qualified(table) + " AS t" + joins,
                "DROP TABLE " + dialect.qualified(table),
                "ALTER TABLE " + fresh + " RENAME TO " + dialect.quote(table));
    }

    /**
     * A deleted row stays in its row group, unless all rows of this are deleted. The table itself stays, with its
     * constraints and indexes.
     */
    @Override
    public List<String> rewriteAfterDelete(String table) {
        String own = dialect.qualified(table);
        String kept = dialect.quote("zenoti_sync_kept");
        return List.of(
                "DROP TABLE IF EXISTS " + kept,
                "CREATE TEMPORARY TABLE " + kept + " AS FROM " + own,
                "DELETE FROM " + own,
                "INSERT INTO " + own + " FROM " + kept,
                "DROP TABLE " + kept);
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + dialect.qualified(table) + " ALTER COLUMN " + dialect.quote(column.name())
                        + " TYPE " + dialect.typeName(column.type()));
    }
}
