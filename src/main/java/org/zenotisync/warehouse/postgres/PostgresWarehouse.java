package org.zenotisync.warehouse.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.CatalogTypeName;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MissingRights;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** PostgreSQL, and servers that speak its protocol and its COPY. */
public final class PostgresWarehouse implements Warehouse {

    /** Held while tables are made or changed: CREATE … IF NOT EXISTS of two sessions at once fails in one of them. */
    private static final String SET_UP_LOCK = "SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'))";

    /** Rows of a stage from which on the planner must know them: without, it may compare all rows with all. */
    private static final int ANALYZED_STAGE = 500;

    /** What a server keeps of a name; it cuts longer ones, so that two tables could become one. */
    private static final int LONGEST_NAME = 63;

    /** Of the 1,600 that a table may have, a stage needs two for itself. */
    private static final int MOST_COLUMNS = 1_598;

    private final String schema;

    /** @param schema of all tables, null for the first one of the search path */
    public PostgresWarehouse(String schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public int longestName() {
        return LONGEST_NAME;
    }

    @Override
    public int mostColumns() {
        return MOST_COLUMNS;
    }

    /** Text has no length here: PostgreSQL would count characters, the feed means bytes. */
    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> "text";
            default -> type.toString();
        };
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(
                connection,
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"
                        + " ORDER BY attnum",
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                qualified(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<String, String> typesOf(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                "SELECT a.attname, t.typname, a.atttypmod FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid"
                        + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped",
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT), CatalogTypeName.of(row.getString(2), row.getInt(3))),
                qualified(table));
        return types;
    }

    /** Asks first: CREATE SCHEMA IF NOT EXISTS needs a right on the database even where the schema is there. */
    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>();
        statements.add(SET_UP_LOCK);
        if (schema != null) {
            String name = quote(schema);
            String block = "BEGIN IF to_regnamespace(" + literal(name) + ") IS NULL THEN CREATE SCHEMA " + name
                    + "; END IF; END";
            statements.add("DO " + literal(block));
        }
        return statements;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        execute(connection, SET_UP_LOCK);
    }

    /** Locks no table, which autovacuum and readers would have to wait for. The first statement of a load on its target. */
    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        String settings = SessionSettings.areMissing(connection) ? ", " + SessionSettings.asColumns() : "";
        return Jdbc.first(
                        connection,
                        "SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'), oid::int)" + settings + " FROM pg_class"
                                + " WHERE oid = to_regclass(?)",
                        row -> true,
                        qualified(table))
                .isPresent();
    }

    @Override
    public void clearStage(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS pg_temp." + quote(StageTable.NAME));
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        String name = quote(StageTable.NAME);
        execute(connection, "CREATE TEMPORARY TABLE " + name + " (" + columnList(stage.columns()) + ") ON COMMIT DROP");
        long taken = copy(connection, name, stage.columns(), rows);
        if (!stage.match().isEmpty() && taken >= ANALYZED_STAGE) {
            execute(connection, "ANALYZE " + name + " (" + columns(stage.match()) + ")");
        }
        return taken;
    }

    @Override
    public boolean canFillTarget() {
        return true;
    }

    /**
     * A binary COPY hands bytes over as they are: a BIGINT would become a double precision of another value without a word.
     * Views take no COPY, nor do tables whose rows are guarded by policies.
     */
    @Override
    public boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute AS a JOIN pg_class AS c"
                        + " ON c.oid = a.attrelid WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p')"
                        + " AND NOT row_security_active(c.oid) AND a.attnum > 0 AND NOT a.attisdropped",
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
                qualified(table));
        return columns.stream()
                .allMatch(column -> binaryTypes(column.type().kind()).contains(types.getOrDefault(column.name(), "")));
    }

    /** The types, as the catalog names them, that take the bytes of a kind for the same value. */
    private static List<String> binaryTypes(ColumnType.Kind kind) {
        return switch (kind) {
            case BOOLEAN -> List.of("boolean");
            case SMALLINT -> List.of("smallint");
            case INTEGER -> List.of("integer");
            case BIGINT -> List.of("bigint");
            case DECIMAL -> List.of("numeric");
            case REAL -> List.of("real");
            case DOUBLE -> List.of("double precision");
            case VARCHAR -> List.of("text", "character varying");
            case DATE -> List.of("date");
            case TIME -> List.of("time without time zone");
            case TIMESTAMP -> List.of("timestamp without time zone");
            case TIMESTAMPTZ -> List.of("timestamp with time zone");
        };
    }

    @Override
    public long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        return copy(connection, qualified(table), columns, rows);
    }

    private long copy(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        String names = columns(columns.stream().map(ColumnDefinition::name).toList());
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + names + ") FROM STDIN (FORMAT binary)");
        try {
            BinaryCopySink sink = new BinaryCopySink(
                    copy, columns.stream().map(ColumnDefinition::type).toList());
            rows.writeTo(sink);
            sink.finish();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /**
     * The index that keeps merges proportional to what is staged: made after the first rows, not before. organizationid is
     * not in it: a key's few rows are told apart faster than an index of twice the size is kept. A view has none.
     */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        String index = indexName(table, key);
        if (key.isEmpty()) {
            return;
        }
        String qualifiedIndex = schema == null ? quote(index) : quote(schema) + "." + quote(index);
        long wanted = Jdbc.number(
                connection,
                "SELECT count(*) FROM pg_class WHERE oid = to_regclass(?) AND relkind IN ('r', 'p')"
                        + " AND to_regclass(?) IS NULL",
                qualified(table),
                qualifiedIndex);
        if (wanted == 0) {
            return;
        }
        execute(connection, "CREATE INDEX " + quote(index) + " ON " + qualified(table) + " (" + columns(key) + ")");
        execute(connection, "ANALYZE " + qualified(table) + " (" + columns(key) + ")");
    }

    /** Within the 63 bytes of a name, and another one for another key. */
    private static String indexName(String table, List<String> key) {
        CRC32 checksum = new CRC32();
        checksum.update((table + key).getBytes(StandardCharsets.UTF_8));
        return table.substring(0, Math.min(40, table.length())) + "_key_" + Long.toHexString(checksum.getValue());
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + qualified(table) + " ALTER COLUMN " + quote(column.name()) + " TYPE "
                        + typeName(column.type()));
    }

    @Override
    public Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables)
            throws SQLException {
        return MissingRights.of(connection, this, failure, tables);
    }

    private String columns(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
