package org.zenotisync.warehouse.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.SqlTemplate;

/** How PostgreSQL makes and changes tables. */
class PostgresDdl extends Ddl {

    private static final SqlTemplate CREATE_MISSING_SCHEMA = SqlTemplate.of(
            """
            BEGIN
              IF to_regnamespace({literal}) IS NULL THEN
                CREATE SCHEMA {schema};
              END IF;
            END
            """);

    private final Dialect dialect;

    PostgresDdl(Dialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    /** Looks first: CREATE SCHEMA IF NOT EXISTS needs a right on the database even if the schema exists. */
    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>();
        statements.add(PostgresLocks.HOLD_SCHEMA);
        String schema = dialect.schema();
        if (schema != null) {
            String name = dialect.quote(schema);
            String block = CREATE_MISSING_SCHEMA.fill(Map.of("literal", PostgresDialect.literal(name), "schema", name));
            statements.add("DO " + PostgresDialect.literal(block));
        }
        return statements;
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + dialect.qualified(table) + " ALTER COLUMN " + dialect.quote(column.name())
                        + " TYPE " + dialect.typeName(column.type()));
    }

    /**
     * A volatile default has the server write every row again, without the values of dropped columns ("ALTER TABLE" of
     * the PostgreSQL documentation, notes), and without dead rows. The file before it goes with the commit.
     */
    @Override
    public List<String> rewrite(String table) {
        String alter = "ALTER TABLE " + dialect.qualified(table);
        String column = dialect.quote("zenoti_sync_rewrite");
        return List.of(
                alter + " ADD COLUMN " + column + " DOUBLE PRECISION DEFAULT random()",
                alter + " DROP COLUMN " + column);
    }

    /** The planner keeps some values of each column until it looks at the table again. */
    @Override
    public List<String> rewriteAfterDelete(String table) {
        List<String> sql = new ArrayList<>(rewrite(table));
        sql.add("ANALYZE " + dialect.qualified(table));
        return sql;
    }

    /**
     * Through a copy: {@link #rewrite} uses up one of the 1,600 numbers that columns of a table may ever have, and
     * VACUUM FULL keeps dead rows that a transaction anywhere may still read. TRUNCATE begins a new file. ANALYZE as in
     * {@link #rewriteAfterDelete}.
     */
    @Override
    public List<String> rewriteControlTable(String table) {
        String own = dialect.qualified(table);
        String copy = dialect.quote("zenoti_sync_rewrite");
        return List.of(
                "LOCK TABLE " + own + " IN ACCESS EXCLUSIVE MODE",
                "CREATE TEMPORARY TABLE " + copy + " ON COMMIT DROP AS TABLE " + own,
                "TRUNCATE " + own,
                "INSERT INTO " + own + " TABLE pg_temp." + copy,
                "ANALYZE " + own);
    }

    @Override
    public String conversion(ColumnDefinition column) {
        return " USING " + dialect.quote(column.name()) + "::" + dialect.typeName(column.type());
    }
}
