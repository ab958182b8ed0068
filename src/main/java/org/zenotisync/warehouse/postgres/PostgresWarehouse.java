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
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.CatalogTypeName;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MissingRights;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** PostgreSQL, and servers with its protocol and its COPY. */
public final class PostgresWarehouse implements Warehouse {

    /** Held while tables are made or changed: CREATE … IF NOT EXISTS in two sessions at once fails in one of them. */
    private static final String SET_UP_LOCK = "SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'))";

    private static final SqlTemplate CREATE_MISSING_SCHEMA = SqlTemplate.of(
            """
            BEGIN
              IF to_regnamespace({literal}) IS NULL THEN
                CREATE SCHEMA {schema};
              END IF;
            END
            """);

    private static final String SELECT_COLUMNS =
            """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    private static final String SELECT_OTHER_CASE =
            """
            SELECT c.relname
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE lower(c.relname) = lower(?) AND c.relname <> ? AND c.relkind IN ('r', 'p', 'v', 'f')
              AND n.nspname = ANY (CASE WHEN ?::text IS NULL THEN current_schemas(false) ELSE ARRAY[?::name] END)
            ORDER BY c.relname""";

    private static final String SELECT_TYPES =
            """
            SELECT a.attname, t.typname, a.atttypmod
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped""";

    /** Values of any type are assigned to texts, others if there is a cast that need not be written. */
    private static final String COUNT_ASSIGNABLE =
            """
            SELECT count(*)
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = to_regclass(?) AND lower(a.attname) = ? AND NOT a.attisdropped
              AND (t.typcategory = 'S' OR CAST(? AS regtype) IN (t.oid, t.typbasetype) OR EXISTS (
                SELECT 1
                FROM pg_cast AS c
                WHERE c.castsource = CAST(? AS regtype) AND c.casttarget IN (t.oid, t.typbasetype)
                  AND c.castcontext IN ('a', 'i')
              ))""";

    private static final String SELECT_MANDATORY =
            """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
              AND attnotnull AND NOT atthasdef AND attidentity = ''
            ORDER BY attnum""";

    private static final String HOLD_TARGET =
            """
            SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'), oid::int)
            FROM pg_class
            WHERE oid = to_regclass(?)""";

    /** The same, and sets what the session lacks until the transaction ends. */
    private static final SqlTemplate HOLD_TARGET_WITH_SETTINGS = SqlTemplate.of(
            """
            SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'), oid::int), {settings}
            FROM pg_class
            WHERE oid = to_regclass(?)
            """);

    /** Columns of a table that takes a COPY: a view does not, nor a table whose rows are guarded by policies. */
    private static final String SELECT_TYPES_FOR_COPY =
            """
            SELECT a.attname, format_type(a.atttypid, NULL)
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p') AND NOT row_security_active(c.oid)
              AND a.attnum > 0 AND NOT a.attisdropped""";

    /** 1 for a table, not a view, that does not have an index yet. */
    private static final String COUNT_MISSING_INDEX =
            """
            SELECT count(*)
            FROM pg_class
            WHERE oid = to_regclass(?) AND relkind IN ('r', 'p') AND to_regclass(?) IS NULL""";

    /**
     * A hash join of tables of this width writes most rows to disk and reads them again if it has the 4 MB that
     * PostgreSQL has by default. Statements are compiled for longer than that saves, and a tenth of the usual sample
     * gives the number of distinct keys.
     */
    private static final String PREPARE_COMPARISON =
            """
            SELECT set_config(name,
              CASE name WHEN 'jit' THEN 'off' WHEN 'work_mem' THEN '64MB' ELSE '10' END, true)
            FROM pg_settings
            WHERE name IN ('jit', 'default_statistics_target') OR name = 'work_mem' AND setting::bigint < 64 * 1024""";

    /** A stage of so many rows is analysed: otherwise the planner may compare all rows with all. */
    private static final int ANALYZED_STAGE = 500;

    /** A server cuts longer names, so that two tables could become one. */
    private static final int LONGEST_NAME = 63;

    /** A table may have 1,600, and a stage needs two more than its table. */
    private static final int MOST_COLUMNS = 1_598;

    private final @Nullable String schema;

    /** @param schema of all tables, null for the first one of the search path */
    public PostgresWarehouse(@Nullable String schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public @Nullable String schema() {
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

    /** Text has no length here: PostgreSQL would count characters, and the feed counts bytes. */
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
                connection, SELECT_COLUMNS, row -> row.getString(1).toLowerCase(Locale.ROOT), qualified(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, SELECT_OTHER_CASE, row -> row.getString(1), table, table, schema(), schema());
    }

    @Override
    public Map<String, String> typesOf(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT), CatalogTypeName.of(row.getString(2), row.getInt(3))),
                qualified(table));
        return types;
    }

    @Override
    public boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        String type = typeName(column.type());
        return Jdbc.number(connection, COUNT_ASSIGNABLE, qualified(table), column.name(), type, type) > 0;
    }

    @Override
    public String conversion(ColumnDefinition column) {
        return " USING " + quote(column.name()) + "::" + typeName(column.type());
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection, SELECT_MANDATORY, row -> row.getString(1).toLowerCase(Locale.ROOT), qualified(table));
    }

    /** Looks first: CREATE SCHEMA IF NOT EXISTS needs a right on the database even if the schema exists. */
    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>();
        statements.add(SET_UP_LOCK);
        if (schema != null) {
            String name = quote(schema);
            String block = CREATE_MISSING_SCHEMA.fill(Map.of("literal", literal(name), "schema", name));
            statements.add("DO " + literal(block));
        }
        return statements;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        execute(connection, SET_UP_LOCK);
    }

    /**
     * Takes an advisory lock: autovacuum and readers would have to wait for the lock of a table. It is the first
     * statement of a load on its target.
     */
    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        String hold = SessionSettings.areMissing(connection)
                ? HOLD_TARGET_WITH_SETTINGS.fill("settings", SessionSettings.asColumns())
                : HOLD_TARGET;
        return Jdbc.first(connection, hold, row -> true, qualified(table)).isPresent();
    }

    @Override
    public void clearStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    /** What other sessions commit meanwhile is not seen. */
    @Override
    public void readAsOfOneMoment(Connection connection) throws SQLException {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        if (SessionSettings.areMissing(connection)) {
            execute(connection, "SELECT " + SessionSettings.asColumns());
        }
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        execute(connection, "CREATE TEMPORARY TABLE " + quote(name) + " ON COMMIT DROP AS\n" + query);
    }

    @Override
    public void prepareComparison(Connection connection) throws SQLException {
        execute(connection, PREPARE_COMPARISON);
    }

    @Override
    public void analyzeTemporary(Connection connection, String name, List<String> columns) throws SQLException {
        execute(connection, "ANALYZE " + quote(name) + (columns.isEmpty() ? "" : " (" + columns(columns) + ")"));
    }

    @Override
    public void indexTemporary(Connection connection, String name, String column) throws SQLException {
        execute(connection, "CREATE INDEX ON pg_temp." + quote(name) + " (" + quote(column) + ")");
    }

    /** A collation of the owner may take different texts for equal ones. */
    @Override
    public String exactText(String value, String type) {
        return Warehouse.super.exactText(value, type) + " COLLATE \"C\"";
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS pg_temp." + quote(name));
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        String name = quote(stage.name());
        execute(connection, "CREATE TEMPORARY TABLE " + name + " (" + columnList(stage.columns()) + ") ON COMMIT DROP");
        // its rows are written once: otherwise the first reader would mark each of them as committed
        long taken = copy(connection, name, stage.columns(), "FORMAT binary, FREEZE", rows);
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
     * A binary COPY converts nothing: a BIGINT would become a double precision of another value without an error.
     */
    @Override
    public boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES_FOR_COPY,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
                qualified(table));
        return columns.stream()
                .allMatch(column -> binaryTypes(column.type().kind()).contains(types.getOrDefault(column.name(), "")));
    }

    /** The types, by their names in the catalog, for which the bytes of a kind are the same value. */
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
        return copy(connection, qualified(table), columns, "FORMAT binary", rows);
    }

    private long copy(
            Connection connection, String table, List<ColumnDefinition> columns, String options, RowSource rows)
            throws Exception {
        String names = columns(columns.stream().map(ColumnDefinition::name).toList());
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + names + ") FROM STDIN (" + options + ")");
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
     * Makes the index that keeps the cost of merges proportional to the stage, after the first rows. organizationid is
     * not in it: to look at a key's few rows costs less than an index of twice the size. A view has no index.
     */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        String index = indexName(table, key);
        if (key.isEmpty()) {
            return;
        }
        String qualifiedIndex = schema == null ? quote(index) : quote(schema) + "." + quote(index);
        if (Jdbc.number(connection, COUNT_MISSING_INDEX, qualified(table), qualifiedIndex) == 0) {
            return;
        }
        execute(connection, "CREATE INDEX " + quote(index) + " ON " + qualified(table) + " (" + columns(key) + ")");
        execute(connection, "ANALYZE " + qualified(table) + " (" + columns(key) + ")");
    }

    /** At most 63 bytes, and different for another key. */
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

    /**
     * A volatile default has the server write every row again, without the values of dropped columns ("ALTER TABLE" of
     * the PostgreSQL documentation, notes), and without dead rows. The file before it goes with the commit.
     */
    @Override
    public List<String> rewrite(String table) {
        String alter = "ALTER TABLE " + qualified(table);
        String column = quote("zenoti_sync_rewrite");
        return List.of(
                alter + " ADD COLUMN " + column + " DOUBLE PRECISION DEFAULT random()",
                alter + " DROP COLUMN " + column);
    }

    /**
     * Through a copy: {@link #rewrite} uses up one of the 1,600 numbers that columns of a table may ever have, and
     * VACUUM FULL keeps dead rows that a transaction anywhere may still read. TRUNCATE begins a new file.
     */
    @Override
    public List<String> rewriteControlTable(String table) {
        String copy = "pg_temp." + quote("zenoti_sync_rewrite");
        return List.of(
                "LOCK TABLE " + qualified(table) + " IN ACCESS EXCLUSIVE MODE",
                "CREATE TEMPORARY TABLE " + quote("zenoti_sync_rewrite") + " ON COMMIT DROP AS TABLE "
                        + qualified(table),
                "TRUNCATE " + qualified(table),
                "INSERT INTO " + qualified(table) + " TABLE " + copy);
    }

    /** The planner keeps some values of each column until it looks at the table again. */
    @Override
    public List<String> rewriteAfterDelete(String table) {
        List<String> sql = new ArrayList<>(rewrite(table));
        sql.add("ANALYZE " + qualified(table));
        return sql;
    }

    @Override
    public List<String> formerBytes() {
        return List.of(
                "the write-ahead log (pg_wal) and its archive: until the server recycles a segment, or your archive"
                        + " deletes it",
                "blocks of the disk that the server has given back: until the file system writes them again",
                "statistics of the planner (pg_statistic): until the server vacuums that table; VACUUM FULL"
                        + " pg_statistic does it at once",
                "replicas: until they have caught up; backups and exports: as long as you keep them",
                "the server's log, which may quote statements and values: as long as you keep it");
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
