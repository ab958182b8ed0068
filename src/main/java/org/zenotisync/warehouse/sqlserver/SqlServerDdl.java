package org.zenotisync.warehouse.sqlserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.SqlTemplate;

/** How SQL Server makes and changes tables: each of these statements is part of its transaction. */
final class SqlServerDdl extends Ddl {

    /** CREATE SCHEMA must be alone (t-sql/statements/create-schema-transact-sql). */
    private static final SqlTemplate CREATE_MISSING_SCHEMA =
            SqlTemplate.of("IF SCHEMA_ID({name}) IS NULL\n  EXEC ({create})");

    /** t-sql/functions/object-id-transact-sql: a name that is not qualified is looked for as statements do it. */
    private static final SqlTemplate CREATE_MISSING_TABLE = SqlTemplate.of(
            """
            IF OBJECT_ID({name}) IS NULL
            CREATE TABLE {table} (
              {columns}
            )
            """);

    /** A row whose key is there is left out (t-sql/statements/alter-table-index-option-transact-sql). */
    private static final String LEAVE_OUT = "WITH (IGNORE_DUP_KEY = ON)";

    /** By the table that a load locks rows of: its statements need not pass the rows of others, nor wait for them. */
    private static final String BY_TABLE = "INDEX zenoti_sync_by_table CLUSTERED (table_name)";

    /** Not if the column has become wider otherwise: it would become shorter (t-sql/functions/col-length). */
    private static final SqlTemplate WIDEN_TEXT = SqlTemplate.of(
            """
            IF COL_LENGTH({name}, {column}) BETWEEN 0 AND {most}
              {alter}
            """);

    private static final String FRESH = "zenoti_sync_replaced";

    private final SqlServerDialect dialect;

    SqlServerDdl(SqlServerDialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>();
        statements.add(SqlServerLocks.HOLD_SCHEMA);
        String schema = dialect.schema();
        if (schema != null) {
            statements.add(CREATE_MISSING_SCHEMA.fill(Map.of(
                    "name", SqlServerDialect.literal(schema),
                    "create", SqlServerDialect.literal("CREATE SCHEMA " + dialect.quote(schema)))));
        }
        return statements;
    }

    @Override
    protected String keyOfColumn() {
        return " PRIMARY KEY NONCLUSTERED " + LEAVE_OUT;
    }

    @Override
    protected String keyOfColumns(List<String> columns) {
        return "PRIMARY KEY NONCLUSTERED (" + String.join(", ", columns) + ") " + LEAVE_OUT;
    }

    /** t-sql/statements/alter-table-computed-column-definition-transact-sql. */
    @Override
    protected String digestColumn(String digest) {
        return "key_digest AS (" + digest + ") PERSISTED NOT NULL" + keyOfColumn();
    }

    @Override
    protected String createIfMissing(TableDefinition table, List<String> lines) {
        String name = dialect.qualified(table.name());
        return CREATE_MISSING_TABLE.fill(
                Map.of("name", SqlServerDialect.literal(name), "table", name, "columns", String.join(",\n  ", lines)));
    }

    @Override
    protected List<String> controlIndexes(TableDefinition table) {
        return table.has("table_name") ? List.of(BY_TABLE) : List.of();
    }

    @Override
    public List<String> renameTable(String from, String to) {
        return List.of("EXEC sp_rename " + SqlServerDialect.literal(dialect.qualified(from)) + ", "
                + SqlServerDialect.literal(to));
    }

    /** Without the default, which would be an object of its own that keeps the column from being dropped. */
    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        return List.of("ALTER TABLE " + dialect.qualified(table) + " ADD " + dialect.columnList(List.of(column)));
    }

    @Override
    public List<String> fillColumn(String table, ColumnDefinition column, String defaultValue) {
        return List.of("UPDATE " + dialect.qualified(table) + " SET " + dialect.quote(column.name()) + " = "
                + dialect.constant(defaultValue, column));
    }

    @Override
    public List<String> dropColumn(String table, String column) {
        List<String> statements = new ArrayList<>();
        statements.add(KeyIndex.dropWithColumn(dialect, table, column));
        statements.addAll(super.dropColumn(table, column));
        return statements;
    }

    /** t-sql: relational-databases/system-stored-procedures/sp-rename-transact-sql. */
    @Override
    public List<String> renameColumn(String table, String from, String to) {
        return List.of("EXEC sp_rename "
                + SqlServerDialect.literal(dialect.qualified(table) + "." + dialect.quote(from)) + ", "
                + SqlServerDialect.literal(to) + ", N'COLUMN'");
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        String alter =
                "ALTER TABLE " + dialect.qualified(table) + " ALTER COLUMN " + dialect.columnList(List.of(column));
        return List.of(
                KeyIndex.dropWithColumn(dialect, table, column.name()),
                column.type().isText() ? widened(table, column, alter) : alter);
    }

    private String widened(String table, ColumnDefinition column, String alter) {
        int length = column.type().precision();
        int bytes = length > SqlServerDialect.LONGEST_SHORT_TEXT ? Short.MAX_VALUE : 2 * length;
        return WIDEN_TEXT.fill(Map.of(
                "name", SqlServerDialect.literal(dialect.qualified(table)),
                "column", SqlServerDialect.literal(column.name()),
                "most", Integer.toString(bytes - 1),
                "alter", alter));
    }

    /** Through another column: ALTER COLUMN would convert values in its own way. */
    @Override
    public List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement) {
        String own = dialect.quote(column.name());
        String copy = replacement.copy();
        ColumnDefinition fresh = new ColumnDefinition(copy == null ? FRESH : copy, column.type());
        String quoted = dialect.quote(fresh.name());
        List<String> sql = new ArrayList<>();
        if (copy == null) {
            sql.addAll(addColumn(table, fresh, null));
        }
        sql.add("UPDATE " + dialect.qualified(table) + " SET " + quoted + " = "
                + dialect.converted(own, before, column.type())
                + (copy != null && replacement.isCopied() ? " WHERE " + quoted + " IS NULL" : ""));
        sql.addAll(dropColumn(table, column.name()));
        sql.addAll(renameColumn(table, fresh.name(), column.name()));
        return sql;
    }

    /** Values are found by their texts, where blanks at the end do not count. */
    @Override
    public Optional<String> whyNotHashed() {
        return Optional.of("SQL Server takes texts that differ only in blanks at their end for equal ones, so that"
                + " values cannot be hashed in place");
    }

    /** Pages are written again, without ghost rows and dropped columns (t-sql/statements/alter-table-transact-sql). */
    @Override
    public List<String> rewrite(String table) {
        return List.of("ALTER TABLE " + dialect.qualified(table) + " REBUILD");
    }

    /** Statistics have some values of a column (t-sql/statements/update-statistics-transact-sql). */
    @Override
    public List<String> rewriteAfterDelete(String table) {
        List<String> sql = new ArrayList<>(rewrite(table));
        sql.add("UPDATE STATISTICS " + dialect.qualified(table));
        return sql;
    }

    @Override
    public List<String> rewriteControlTable(String table) {
        return rewriteAfterDelete(table);
    }
}
