package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_schema_file}: what became of each schema file. */
public final class SchemaFiles implements ControlTable {

    public static final String TABLE = "zenoti_sync_schema_file";

    private static final int LONGEST_NOTE = 4000;
    private static final int LONGEST_USER = 200;

    private static final String TABLES = "table_names";
    private static final String USER = "decided_by";
    private static final String FIRST_SET_UP = "first_set_up";
    private static final String BEFORE = "before_accept";
    private static final String PAST = "loaded_past";
    private static final String APPLIED = "was_applied";

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              source VARCHAR(2000) NOT NULL,
              object_key VARCHAR(1100) NOT NULL,
              etag VARCHAR(200),
              last_modified TIMESTAMP NOT NULL,
              outcome VARCHAR(20) NOT NULL,
              note VARCHAR(4000),
              applied_at TIMESTAMP NOT NULL,
              {later_columns},
              PRIMARY KEY (source, object_key)
            )
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT source, object_key, etag, last_modified, outcome, note, applied_at, {later_values}
            FROM {table}
            ORDER BY source, object_key
            """);

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT source, object_key, etag, last_modified, outcome, note, applied_at, {later_values}
            FROM {table}
            WHERE source = ?
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?,
              first_set_up = ?, was_applied = ?, before_accept = NULL
            WHERE source = ? AND object_key = ?
            """);

    /** The same for a file that need not be applied again. */
    private static final SqlTemplate UPDATE_DONE = SqlTemplate.of(
            """
            UPDATE {table}
            SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?,
              first_set_up = ?, was_applied = ?, before_accept = NULL, loaded_past = NULL
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (etag, last_modified, outcome, note, applied_at, table_names, decided_by,
              first_set_up, was_applied, source, object_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate DECIDE = SqlTemplate.of(
            """
            UPDATE {table}
            SET outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?, before_accept = NULL
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate KEEP_PAST = SqlTemplate.of(
            """
            UPDATE {table}
            SET loaded_past = ?
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate KEEP_BEFORE = SqlTemplate.of(
            """
            UPDATE {table}
            SET before_accept = ?
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate SELECT_BEFORE = SqlTemplate.of(
            """
            SELECT before_accept
            FROM {table}
            WHERE source = ? AND object_key = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private volatile boolean isComplete;

    public SchemaFiles(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /** What became of a file. */
    public enum Outcome {
        /** Something was changed by it. */
        APPLIED,
        /** Its effect was there. */
        CONTAINED,
        /** Somebody has made its change by hand. */
        ACCEPTED,
        /** It was refused; it is tried again in every cycle. */
        FAILED,
        /** It comes after a file of one of its tables that is not applied; it is tried again in every cycle. */
        WAITING,
        /** It was applied, and somebody wants it tried again. */
        RETRY,
        /** It cannot be read as a script and names no known table; it is looked at again in every cycle. */
        NO_SCRIPT,
        /** It was not applied, and is not in the bucket any more. */
        REMOVED;

        /** The form in the control table and in messages. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the file need not be applied again. */
        public boolean isDone() {
            return this == APPLIED || this == CONTAINED || this == ACCEPTED;
        }

        /** Whether the tables of the file wait for it. */
        public boolean holdsTables() {
            return this == FAILED || this == WAITING || this == RETRY;
        }

        private static Outcome of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * What is known of a file.
     *
     * @param source the source's id
     * @param key the complete key
     * @param etag of the content that was last looked at
     * @param lastModified when that content was written, in UTC
     * @param note why it was refused, or what was done by hand; empty for nothing
     * @param decidedAt when the outcome was noted, in UTC
     * @param tables that it concerns; empty if an earlier version of the program, which did not know them, has written
     *     the entry
     * @param user who has accepted it or wants it tried again; empty for the program itself
     * @param loadedPast table groups that were loaded past the file
     * @param isFirstSetUp whether it was first looked at before anything was consumed
     * @param wasApplied whether it was ever applied, with this content or an earlier one
     */
    public record Entry(
            String source,
            String key,
            String etag,
            LocalDateTime lastModified,
            Outcome outcome,
            Optional<String> note,
            LocalDateTime decidedAt,
            Optional<ConcernedTables> tables,
            Optional<String> user,
            PastGroups loadedPast,
            boolean isFirstSetUp,
            boolean wasApplied) {}

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public String createTable() {
        String later = laterColumns().stream()
                .map(column -> column.column().name() + " "
                        + warehouse.typeName(column.column().type()))
                .collect(Collectors.joining(", "));
        return CREATE.fill(Map.of("table", table, "later_columns", later));
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return Stream.of(
                        new ColumnDefinition(TABLES, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(USER, ColumnType.varchar(LONGEST_USER)),
                        new ColumnDefinition(FIRST_SET_UP, ColumnType.of(ColumnType.Kind.BOOLEAN)),
                        new ColumnDefinition(BEFORE, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(PAST, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(APPLIED, ColumnType.of(ColumnType.Kind.BOOLEAN)))
                .map(column -> new LaterColumn(column, null))
                .toList();
    }

    /** The entries of all files, by source and key. */
    public List<Entry> all(Connection connection) throws SQLException {
        return Jdbc.query(connection, select(SELECT_ALL, connection), SchemaFiles::entry);
    }

    /** What is known of the files of a source, by key. */
    public Map<String, Entry> of(Connection connection, String source) throws SQLException {
        Map<String, Entry> entries = new HashMap<>();
        Jdbc.query(
                connection,
                select(SELECT_OF_SOURCE, connection),
                row -> {
                    Entry entry = entry(row);
                    return entries.put(entry.key(), entry);
                },
                source);
        return entries;
    }

    /**
     * Records what became of a file in place of an earlier record.
     *
     * @param note what a person should know; empty for nothing
     * @param user who has decided it; empty for the program itself
     */
    public void record(
            Connection connection,
            SchemaFile file,
            Outcome outcome,
            Optional<String> note,
            ConcernedTables tables,
            Optional<String> user)
            throws SQLException {
        FeedObject object = file.object();
        Object[] values = {
            object.etag(),
            LocalDateTime.ofInstant(object.lastModified(), ZoneOffset.UTC),
            outcome.text(),
            note.map(text -> Utf8.cut(text, LONGEST_NOTE)).orElse(null),
            Jdbc.now(clock),
            tables.text(),
            user.map(name -> Utf8.cut(name, LONGEST_USER)).orElse(null),
            file.firstSetUp(),
            file.wasApplied() || outcome == Outcome.APPLIED || outcome == Outcome.CONTAINED,
            object.source().id(),
            object.key()
        };
        SqlTemplate update = outcome.isDone() ? UPDATE_DONE : UPDATE;
        if (Jdbc.update(connection, update.fill("table", table), values) == 0) {
            Jdbc.update(connection, INSERT.fill("table", table), values);
        }
    }

    /** Notes another outcome of a file whose content stays as it was recorded. */
    public void decide(
            Connection connection,
            Entry file,
            Outcome outcome,
            String note,
            ConcernedTables tables,
            Optional<String> user)
            throws SQLException {
        Jdbc.update(
                connection,
                DECIDE.fill("table", table),
                outcome.text(),
                Utf8.cut(note, LONGEST_NOTE),
                Jdbc.now(clock),
                tables.text(),
                user.map(name -> Utf8.cut(name, LONGEST_USER)).orElse(null),
                file.source(),
                file.key());
    }

    /** Keeps which table groups were loaded past a file, until it is applied or accepted. */
    public void keepPast(Connection connection, String source, String key, PastGroups groups) throws SQLException {
        Jdbc.update(connection, KEEP_PAST.fill("table", table), groups.text(), source, key);
    }

    /** Keeps what was known before a file was accepted, so that the acceptance can be undone. */
    void keepBefore(Connection connection, FeedObject file, String before) throws SQLException {
        Jdbc.update(
                connection,
                KEEP_BEFORE.fill("table", table),
                before,
                file.source().id(),
                file.key());
    }

    /** What {@link #keepBefore} has kept. */
    Optional<String> before(Connection connection, Entry file) throws SQLException {
        return Jdbc.query(
                        connection,
                        SELECT_BEFORE.fill("table", table),
                        row -> Optional.ofNullable(row.getString(1)),
                        file.source(),
                        file.key())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@code plan} and {@code status} also read tables of an earlier version that no cycle has completed yet. */
    private String select(SqlTemplate select, Connection connection) throws SQLException {
        if (!isComplete) {
            isComplete =
                    warehouse.columnsOf(connection, TABLE).orElse(List.of()).contains(APPLIED);
        }
        String later = isComplete
                ? String.join(", ", TABLES, USER, FIRST_SET_UP, PAST, APPLIED)
                : "NULL, NULL, NULL, NULL, NULL";
        return select.fill(Map.of("table", table, "later_values", later));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Outcome outcome = Outcome.of(row.getString(5));
        return new Entry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, LocalDateTime.class),
                outcome,
                Optional.ofNullable(row.getString(6)),
                row.getObject(7, LocalDateTime.class),
                Optional.ofNullable(row.getString(8)).map(ConcernedTables::parse),
                Optional.ofNullable(row.getString(9)),
                Optional.ofNullable(row.getString(11)).map(PastGroups::parse).orElse(PastGroups.NONE),
                row.getBoolean(10),
                row.getBoolean(12) || outcome.isDone() || outcome == Outcome.RETRY);
    }
}
