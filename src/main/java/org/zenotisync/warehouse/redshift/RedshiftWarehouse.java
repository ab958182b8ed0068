package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableStorage;
import org.zenotisync.warehouse.CatalogTypeName;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.MissingRights;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.ObjectLoader;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * Amazon Redshift, which reads the objects from S3. It has no row locks and does not enforce keys: each writer locks
 * the table {@value #LOCK_TABLE} first, and so is the only one ("LOCK", "Serializable isolation").
 */
final class RedshiftWarehouse implements Warehouse, ObjectLoader {

    /** An empty table that is only there to be locked: LOCK excludes readers too, and nobody reads this one. */
    static final String LOCK_TABLE = "zenoti_sync_lock";

    /** Bytes of UTF-8 ("Names and identifiers"). */
    private static final int LONGEST_NAME = 127;

    /** A table may have 1,600, and a stage needs two more than its table. */
    private static final int MOST_COLUMNS = 1_598;

    /** Batch of the rows of the last COPY, if a stage has rows of several logids. */
    private static final int UNKNOWN_BATCH = -1;

    private static final SqlTemplate SELECT_COLUMNS = SqlTemplate.of(
            """
            SELECT a.attname
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """);

    private static final SqlTemplate SELECT_TYPES = SqlTemplate.of(
            """
            SELECT a.attname, t.typname, a.atttypmod
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            """);

    private static final SqlTemplate SELECT_MANDATORY = SqlTemplate.of(
            """
            SELECT a.attname
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attnotnull AND NOT a.atthasdef
            ORDER BY a.attnum
            """);

    private static final SqlTemplate CREATE_STAGE = SqlTemplate.of(
            """
            CREATE TEMPORARY TABLE {stage} (
              {columns},
              {batch} DEFAULT {ordinal},
              {row} DEFAULT {ordinal}
            ){distribution}
            """);

    private static final SqlTemplate NUMBER_LOADED_ROWS = SqlTemplate.of(
            """
            UPDATE {stage}
            SET {batch} = {ordinal}, {row} = {ordinal}
            WHERE {batch} = {unknown}
            """);

    private final @Nullable String schema;
    private final RedshiftCopy copy;

    /** @param schema of all tables, null for the first one of the search path */
    RedshiftWarehouse(@Nullable String schema, RedshiftCopy copy) {
        this.schema = schema;
        this.copy = copy;
    }

    @Override
    public String name() {
        return "Redshift";
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

    @Override
    public int longestText() {
        return ColumnType.MAX_VARCHAR;
    }

    /** The schema scripts are written for Redshift. */
    @Override
    public String typeName(ColumnType type) {
        return type.toString();
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(
                connection,
                SELECT_COLUMNS.fill("schema", schemaInCatalog()),
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                placeInCatalog(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<String, String> typesOf(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES.fill("schema", schemaInCatalog()),
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT), CatalogTypeName.of(row.getString(2), row.getInt(3))),
                placeInCatalog(table));
        return types;
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_MANDATORY.fill("schema", schemaInCatalog()),
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                placeInCatalog(table));
    }

    private String schemaInCatalog() {
        return schema == null ? "current_schema()" : "?";
    }

    /** The parameters of a query of the catalog about a table. */
    private Object[] placeInCatalog(String table) {
        return schema == null ? new Object[] {table} : new Object[] {schema, table};
    }

    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>(Warehouse.super.createSchema());
        statements.add("CREATE TABLE IF NOT EXISTS " + qualified(LOCK_TABLE) + " (nothing INTEGER)");
        return statements;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        holdCheckpoints(connection);
    }

    @Override
    public void holdCheckpoints(Connection connection) throws SQLException {
        execute(connection, "LOCK TABLE " + qualified(LOCK_TABLE));
    }

    @Override
    public void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> ordered = new TreeMap<>(key);
        String condition =
                ordered.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        if (Jdbc.number(
                        connection,
                        "SELECT count(*) FROM " + table + " WHERE " + condition,
                        ordered.values().toArray())
                > 0) {
            return;
        }
        Map<String, Object> row = new TreeMap<>(ordered);
        row.putAll(others);
        Jdbc.update(connection, Jdbc.insert(table, row.keySet()), row.values().toArray());
    }

    @Override
    public String ignoreExisting() {
        return "";
    }

    @Override
    public List<String> createTable(String table, TableDefinition definition) {
        return List.of("CREATE TABLE " + qualified(table) + " (" + columnList(definition.columns()) + ")"
                + attributes(definition));
    }

    @Override
    public MergeSql mergeSql(TableDefinition definition, MergeTarget target, List<String> match) {
        return new RedshiftMergeSql(this, definition, target, match);
    }

    /** There is no IS DISTINCT FROM. */
    @Override
    public String isSame(String left, String right) {
        return "(" + left + " = " + right + " OR " + left + " IS NULL AND " + right + " IS NULL)";
    }

    private static String attributes(TableDefinition definition) {
        return definition.attributes().stream()
                .map(attribute -> " " + attribute)
                .collect(Collectors.joining());
    }

    @Override
    public String columnList(List<ColumnDefinition> columns) {
        return columns.stream().map(this::declared).collect(Collectors.joining(", "));
    }

    private String declared(ColumnDefinition column) {
        return quote(column.name()) + " " + typeName(column.type()) + encoded(column);
    }

    private static String encoded(ColumnDefinition column) {
        return column.encoding() == null ? "" : " ENCODE " + column.encoding();
    }

    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        return List.of(Warehouse.super.addColumn(table, column, defaultValue).get(0) + encoded(column));
    }

    /**
     * ALTER COLUMN TYPE cannot run in a transaction, and widens VARCHAR only: a new column replaces the old one. A
     * DISTKEY or SORTKEY column cannot be dropped.
     */
    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column)
            throws SQLException {
        requireReplaceable(table, definition, column);
        return replaced(table, column, quote(column.name()));
    }

    private static void requireReplaceable(String table, TableDefinition definition, ColumnDefinition column)
            throws SQLException {
        if (definition.sortKey().contains(column.name())
                || column.name().equals(definition.storage().distKey())) {
            throw new SQLFeatureNotSupportedException("column " + column.name() + " of " + table
                    + " is its DISTKEY or SORTKEY, and Redshift cannot change its type to " + column.type()
                    + "; drop " + table + " in the target, and 'replay --table " + definition.name()
                    + " --from-group 1' makes and fills it again");
        }
    }

    private List<String> replaced(String table, ColumnDefinition column, String value) {
        String target = qualified(table);
        String old = quote(column.name());
        String wider = quote("zenoti_sync_wider");
        return List.of(
                "ALTER TABLE " + target + " ADD COLUMN " + wider + " " + typeName(column.type()) + encoded(column),
                "UPDATE " + target + " SET " + wider + " = " + value,
                "ALTER TABLE " + target + " DROP COLUMN " + old,
                "ALTER TABLE " + target + " RENAME COLUMN " + wider + " TO " + old);
    }

    /** The statements of the script; rows that were added after its copy are copied, too. */
    @Override
    public List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement)
            throws SQLException {
        requireReplaceable(table, definition, column);
        String old = quote(column.name());
        String value = converted(old, before, column.type());
        if (replacement.copy() == null) {
            return replaced(table, column, value);
        }
        String target = qualified(table);
        String copy = quote(replacement.copy());
        return List.of(
                "UPDATE " + target + " SET " + copy + " = " + value
                        + (replacement.isCopied() ? " WHERE " + copy + " IS NULL" : ""),
                "ALTER TABLE " + target + " DROP COLUMN " + old,
                "ALTER TABLE " + target + " RENAME COLUMN " + copy + " TO " + old);
    }

    /** Nor does a REAL or BOOLEAN become an exact text here ("Data types"). */
    @Override
    public Optional<String> whyNotHashed() {
        return Optional.of("Redshift takes texts that differ only in blanks at their end for equal ones, so that values"
                + " cannot be hashed in place");
    }

    @Override
    public List<String> formerBytes() {
        return List.of(
                "blocks of rows that were replaced, and of columns that were dropped: until VACUUM DELETE ONLY of the"
                        + " tables, which the cluster also does automatically",
                "snapshots of the cluster, and exports: as long as you keep them",
                "STL, SVL and SYS views and audit logs, which have statements: 7 days in the cluster, then as long as"
                        + " you keep them in S3");
    }

    /** A text goes into another text column without a CAST, which would cut what is too long without an error. */
    @Override
    public String converted(String value, ColumnType from, ColumnType to) {
        return from.isText() && to.isText() ? value : Warehouse.super.converted(value, from, to);
    }

    /** A backslash is an escape character here. */
    @Override
    public String constant(String text, ColumnDefinition column) {
        return "CAST(" + CopyAccess.literal(text) + " AS " + typeName(column.type()) + ")";
    }

    /**
     * With the distribution of the target, so that the merge moves no row from one node to another.
     *
     * @param columns those of the feed table, with the types that the stage is to have
     */
    private void createStage(Connection connection, StageTable stage, List<ColumnDefinition> columns, int batch)
            throws SQLException {
        dropTemporary(connection, stage.name());
        TableStorage storage = stage.table().storage();
        String distribution = storage.distKey() != null
                ? " DISTKEY (" + quote(storage.distKey()) + ")"
                : storage.distribution() == TableStorage.Distribution.AUTO
                        ? ""
                        : " DISTSTYLE " + storage.distribution();
        execute(
                connection,
                CREATE_STAGE.fill(Map.of(
                        "stage", quote(stage.name()),
                        "columns", columnList(columns),
                        "batch", declared(StageTable.BATCH),
                        "row", declared(StageTable.ROW),
                        "ordinal", Integer.toString(batch),
                        "distribution", distribution)));
    }

    @Override
    public Optional<ObjectLoader> objectLoader() {
        return Optional.of(this);
    }

    @Override
    public List<Long> load(Connection connection, StageTable stage, List<ObjectSet> sets) throws SQLException {
        boolean severalBatches =
                sets.stream().mapToInt(ObjectSet::batch).distinct().count() > 1;
        createStage(connection, stage, LooseTypes.of(stage), severalBatches ? UNKNOWN_BATCH : 0);
        List<Long> rows = new ArrayList<>();
        for (ObjectSet set : sets) {
            rows.add(copy.load(connection, set));
            if (severalBatches) {
                Jdbc.update(
                        connection,
                        NUMBER_LOADED_ROWS.fill(Map.of(
                                "stage", quote(StageTable.NAME),
                                "batch", quote(StageTable.BATCH.name()),
                                "row", quote(StageTable.ROW.name()),
                                "ordinal", Integer.toString(set.batch()),
                                "unknown", Integer.toString(UNKNOWN_BATCH))));
            }
        }
        return rows;
    }

    @Override
    public Optional<String> findMisread(Connection connection, StageTable stage) throws SQLException {
        String condition = LooseTypes.cutCondition(stage);
        boolean isCut = !condition.isEmpty()
                && Jdbc.number(connection, "SELECT count(*) FROM " + quote(StageTable.NAME) + " WHERE " + condition)
                        > 0;
        return isCut ? Optional.of("COPY would cut a value to fit its column") : Optional.empty();
    }

    @Override
    public boolean readsByPrefix() {
        return !copy.usesManifest();
    }

    @Override
    public Optional<String> explain(Connection connection, ObjectLoadException failure) {
        return LoadErrors.explain(connection, failure);
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        createStage(connection, stage, stage.table().columns(), UNKNOWN_BATCH);
        try (InsertSink sink = new InsertSink(connection, quote(stage.name()), stage.columns())) {
            rows.writeTo(sink);
            sink.finish();
        }
        return Jdbc.number(connection, "SELECT count(*) FROM " + quote(stage.name()));
    }

    @Override
    public Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables)
            throws SQLException {
        return MissingRights.of(connection, this, failure, tables);
    }

    /** Temporary tables outlive the return of a connection to its pool. */
    @Override
    public void dropStage(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + quote(StageTable.NAME));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
