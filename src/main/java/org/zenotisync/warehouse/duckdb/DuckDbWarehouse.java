package org.zenotisync.warehouse.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.DigestTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** DuckDB: the embedded default, a database in one file. */
public final class DuckDbWarehouse implements Warehouse {

    private static final String TEMPORARY_CATALOG = "temp";
    private static final String DEFAULT_SCHEMA = "main";

    private static final String SELECT_COLUMNS =
            """
            SELECT column_name
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?
            ORDER BY column_index""";

    private static final String SELECT_TYPES =
            """
            SELECT column_name, data_type
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?""";

    private static final String SELECT_MANDATORY =
            """
            SELECT column_name
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?
              AND NOT is_nullable AND column_default IS NULL
            ORDER BY column_index""";

    /** A table that exists while columns are hidden. */
    private static final String HIDDEN = "zenoti_sync_hidden";

    /** Beginnings of messages that quote names, but no values of rows. */
    private static final List<String> KINDS_WITHOUT_VALUES = List.of(
            "Binder Error",
            "Catalog Error",
            "Dependency Error",
            "IO Error",
            "Out of Memory Error",
            "Permission Error",
            "TransactionContext Error");

    private final @Nullable String schema;

    /** @param schema of all tables, null for {@code main} */
    public DuckDbWarehouse(@Nullable String schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    @Override
    public @Nullable String schema() {
        return schema;
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
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(
                connection,
                SELECT_COLUMNS,
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(schema, DEFAULT_SCHEMA),
                table);
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<String, String> typesOf(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
                Objects.requireNonNullElse(schema, DEFAULT_SCHEMA),
                table);
        return types;
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_MANDATORY,
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(schema, DEFAULT_SCHEMA),
                table);
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        dropTemporary(connection, stage.name());
        execute(connection, "CREATE TEMPORARY TABLE " + quote(stage.name()) + " (" + columnList(stage.columns()) + ")");
        DuckDBConnection duckDb = connection.unwrap(DuckDBConnection.class);
        try (DuckDBAppender appender = duckDb.createAppender(TEMPORARY_CATALOG, DEFAULT_SCHEMA, stage.name())) {
            // the driver does not clear the rest of an inlined string, so equal strings could differ
            appender.setWriteInlinedStrings(false);
            rows.writeTo(new AppenderSink(
                    appender,
                    stage.columns().stream().map(ColumnDefinition::type).toList()));
            // close flushes, too, but hides a failure
            appender.flush();
        }
        return Jdbc.number(connection, "SELECT count(*) FROM " + quote(stage.name()));
    }

    /** Temporary tables outlive the return of a connection to its pool. */
    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + TEMPORARY_CATALOG + "." + quote(name));
    }

    /** Without the default: a transaction that has written rows of a table cannot alter it any more (1.5.0). */
    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        return Warehouse.super.addColumn(table, column, null);
    }

    @Override
    public List<String> fillColumn(String table, ColumnDefinition column, String defaultValue) {
        return List.of(
                "UPDATE " + qualified(table) + " SET " + quote(column.name()) + " = " + constant(defaultValue, column));
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + qualified(table) + " ALTER COLUMN " + quote(column.name()) + " TYPE "
                        + typeName(column.type()));
    }

    /** A transaction that has written rows of a table cannot alter it any more: the rows go into a new table. */
    @Override
    public List<String> hideColumns(
            String table,
            TableDefinition definition,
            List<String> all,
            Collection<String> removed,
            Map<String, DigestTable> digests) {
        String fresh = qualified(HIDDEN);
        List<String> columns = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (String column : all) {
            DigestTable digest = digests.get(column);
            if (digest != null) {
                String values = TEMPORARY_CATALOG + "." + quote(digest.name());
                String alias = quote(digest.name());
                columns.add(alias + "." + quote(DigestTable.DIGEST) + " AS " + quote(column));
                joins.append(" LEFT JOIN ").append(values).append(" AS ").append(alias);
                joins.append(" ON ")
                        .append(exactText("t." + quote(column), digest.type()))
                        .append(" = ");
                joins.append(alias).append('.').append(quote(DigestTable.VALUE));
            } else if (!removed.contains(column)) {
                columns.add("t." + quote(column));
            }
        }
        return List.of(
                "DROP TABLE IF EXISTS " + fresh,
                "CREATE TABLE " + fresh + " AS SELECT " + String.join(", ", columns) + " FROM " + qualified(table)
                        + " AS t" + joins,
                "DROP TABLE " + qualified(table),
                "ALTER TABLE " + fresh + " RENAME TO " + quote(table));
    }

    /**
     * A deleted row stays in its row group, unless all rows of this are deleted. The table itself stays, with its
     * constraints and indexes.
     */
    @Override
    public List<String> rewriteAfterDelete(String table) {
        String kept = quote("zenoti_sync_kept");
        return List.of(
                "DROP TABLE IF EXISTS " + kept,
                "CREATE TEMPORARY TABLE " + kept + " AS FROM " + qualified(table),
                "DELETE FROM " + qualified(table),
                "INSERT INTO " + qualified(table) + " FROM " + kept,
                "DROP TABLE " + kept);
    }

    /** Writes the file up to date, and then over its free blocks, in which the former rows still are. */
    @Override
    public void giveUpFormerBytes(Connection connection) throws SQLException {
        SpilledFiles.deleteOfKilled(connection);
        execute(connection, "DROP TABLE IF EXISTS " + qualified(HIDDEN));
        execute(connection, "CHECKPOINT");
        long bytes = Jdbc.number(
                connection,
                "SELECT free_blocks * block_size FROM pragma_database_size() WHERE database_name = current_database()");
        if (bytes > 0) {
            execute(
                    connection,
                    "CREATE OR REPLACE TABLE " + qualified(HIDDEN) + " AS SELECT hash(i) AS h FROM range("
                            + (bytes / Long.BYTES + 1) + ") AS r(i)");
            execute(connection, "CHECKPOINT");
            execute(connection, "DROP TABLE " + qualified(HIDDEN));
            execute(connection, "CHECKPOINT");
        }
    }

    @Override
    public List<String> formerBytes() {
        return List.of(
                "blocks of the file that a table which was written again has shared with another one: until you copy"
                        + " the file, in a DuckDB shell, while the sync does not run: ATTACH '<file>' AS old; ATTACH"
                        + " '<new file>' AS fresh; COPY FROM DATABASE old TO fresh; then put the new file in place of"
                        + " the old one",
                "the first eight bytes of the smallest and of the largest value of a column, which DuckDB keeps as"
                        + " statistics: until you copy the file in the same way",
                "temporary files of a process that was killed, in <file>.tmp: until the next apply-privacy, which"
                        + " deletes those that are older than its own process",
                "backups and copies of the database file: as long as you keep them",
                "blocks of the disk that the file and its write-ahead log have given back: until the file system writes"
                        + " them again");
    }

    /** Its errors have no SQLSTATE, but begin with their kind; those of values are not among these. */
    @Override
    public boolean mayQuoteValues(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return Warehouse.super.mayQuoteValues(failure)
                && KINDS_WITHOUT_VALUES.stream().noneMatch(message::startsWith);
    }

    @Override
    public Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables) {
        return missingRight(failure);
    }

    /** A right of the file system, or a URL that opens the file for reading only. */
    private static Optional<String> missingRight(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("read-only mode")) {
            return Optional.of("it is opened for reading only; remove access_mode=READ_ONLY from zenoti.target.url");
        }
        boolean isRefused = Stream.of("Permission denied", "Read-only file system", "Operation not permitted")
                .anyMatch(message::contains);
        return isRefused
                ? Optional.of("this user may not write the file or its folder, where DuckDB also writes <file>.wal and"
                        + " <file>.tmp; give that right, or choose another file by zenoti.target.url ("
                        + message.strip()
                        + ")")
                : Optional.empty();
    }

    @Override
    public String bytes(String text) {
        return "strlen(" + text + ")";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** DuckDB by its JDBC URL, {@code jdbc:duckdb:<file>}. */
    public static final class Provider implements WarehouseProvider {

        private static final String URL_PREFIX = "jdbc:duckdb:";

        /** Megabytes that the database may take beside the Java heap, unless the URL says otherwise. */
        private static final int MEMORY = 200;

        /** Additional megabytes for every lane: each writes a stage and a target at the same time. */
        private static final int MEMORY_PER_LANE = 50;

        @Override
        public boolean knows(String url) {
            return url.startsWith(URL_PREFIX);
        }

        @Override
        public String exampleUrl() {
            return "jdbc:duckdb:<file>";
        }

        @Override
        public Warehouse warehouse(WarehouseSetup setup) {
            return new DuckDbWarehouse(setup.schema());
        }

        /** A database in memory would be another one for each connection. */
        @Override
        public Optional<String> complaint(String url, Map<String, String> settings) {
            return file(url).isPresent()
                    ? Optional.empty()
                    : Optional.of("zenoti.target.url: '" + url
                            + "' names no file; tables in memory would be lost when the program ends");
        }

        @Override
        public Class<? extends Driver> driver() {
            return DuckDBDriver.class;
        }

        @Override
        public void prepare(String url) throws SQLException {
            if (DuckDbLibrary.isSeparateFile()) {
                DuckDbLibrary.load();
            }
            Optional<Path> file = file(url);
            if (file.isPresent()) {
                NewDatabaseFile.create(url, file.get());
            }
        }

        @Override
        public Map<String, String> connectionProperties(int lanes) {
            return Map.of(
                    "memory_limit",
                    MEMORY + lanes * MEMORY_PER_LANE + "MB",
                    // a lane has a thread of its own, and every thread of a query needs memory of its own
                    "threads",
                    String.valueOf(lanes));
        }

        /** Two transactions of this process have changed the same row: the second one is refused at once. */
        @Override
        public boolean isTransient(SQLException failure) {
            String message = String.valueOf(failure.getMessage());
            return message.contains("TransactionContext Error") && message.contains("onflict");
        }

        @Override
        public Optional<String> missingRight(SQLException failure, String url) {
            return DuckDbWarehouse.missingRight(failure);
        }

        @Override
        public Optional<Path> file(String url) {
            String file = url.substring(URL_PREFIX.length()).replaceFirst("[;?].*", "");
            return file.isEmpty() || file.startsWith(":memory:")
                    ? Optional.empty()
                    : Optional.of(Path.of(file).toAbsolutePath().normalize());
        }
    }
}
