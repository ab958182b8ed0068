package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** Reads and writes what became of each schema file, in the table {@code zenoti_sync_schema_file}. */
public final class SchemaFiles {

    /** In bytes. */
    private static final int LONGEST_NOTE = 4000;

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

    private static final SqlTemplate HIDE = SqlTemplate.of(
            """
            UPDATE {table}
            SET note = ?
            WHERE source = ? AND object_key = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private volatile boolean isComplete;

    public SchemaFiles(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(SchemaFileTable.NAME);
        this.clock = clock;
    }

    /** The entries of all files, by source and key. */
    public List<SchemaFileEntry> all(Connection connection) throws SQLException {
        return Jdbc.query(connection, select(SELECT_ALL, connection), SchemaFiles::entry);
    }

    /** The entries of the files of a source, by key. */
    public Map<String, SchemaFileEntry> of(Connection connection, String source) throws SQLException {
        Map<String, SchemaFileEntry> entries = new HashMap<>();
        Jdbc.query(
                connection,
                select(SELECT_OF_SOURCE, connection),
                row -> {
                    SchemaFileEntry entry = entry(row);
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
            SchemaFileOutcome outcome,
            Optional<String> note,
            ConcernedTables tables,
            Optional<String> user)
            throws SQLException {
        FeedObject object = file.object();
        @Nullable
        Object[] values = {
            object.etag(),
            LocalDateTime.ofInstant(object.lastModified(), ZoneOffset.UTC),
            outcome.text(),
            note.map(text -> Utf8.cut(text, LONGEST_NOTE)).orElse(null),
            Jdbc.now(clock),
            tables.text(),
            user.map(name -> Utf8.cut(name, SchemaFileTable.LONGEST_USER)).orElse(null),
            file.firstSetUp(),
            file.wasApplied() || outcome == SchemaFileOutcome.APPLIED || outcome == SchemaFileOutcome.CONTAINED,
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
            SchemaFileEntry file,
            SchemaFileOutcome outcome,
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
                user.map(name -> Utf8.cut(name, SchemaFileTable.LONGEST_USER)).orElse(null),
                file.source(),
                file.key());
    }

    /** Keeps which table groups were loaded past a file, until it is applied or accepted. */
    public void keepPast(Connection connection, String source, String key, PastGroups groups) throws SQLException {
        Jdbc.update(connection, KEEP_PAST.fill("table", table), groups.text(), source, key);
    }

    /**
     * Removes why files about a table could not be applied: what the database said may quote its values. The next cycle
     * tries them again, and says what is wrong then.
     *
     * @param feedTable folded table name
     * @param words in place of each note
     */
    public void hideNotes(Connection connection, String feedTable, String words) throws SQLException {
        for (SchemaFileEntry file : all(connection)) {
            boolean isOfTable =
                    file.tables().filter(tables -> tables.has(feedTable)).isPresent();
            if (isOfTable && file.note().isPresent() && !file.outcome().isDone()) {
                Jdbc.update(connection, HIDE.fill("table", table), words, file.source(), file.key());
            }
        }
    }

    /** {@code plan} and {@code status} also read tables of an earlier version that no cycle has completed yet. */
    private String select(SqlTemplate select, Connection connection) throws SQLException {
        if (!isComplete) {
            isComplete = warehouse
                    .catalog()
                    .columnsOf(connection, SchemaFileTable.NAME)
                    .orElse(List.of())
                    .contains(SchemaFileTable.APPLIED);
        }
        String later = isComplete
                ? String.join(
                        ", ",
                        SchemaFileTable.TABLES,
                        SchemaFileTable.USER,
                        SchemaFileTable.FIRST_SET_UP,
                        SchemaFileTable.PAST,
                        SchemaFileTable.APPLIED)
                : "NULL, NULL, NULL, NULL, NULL";
        return select.fill(Map.of("table", table, "later_values", later));
    }

    private static SchemaFileEntry entry(ResultSet row) throws SQLException {
        SchemaFileOutcome outcome = SchemaFileOutcome.of(row.getString(5));
        return new SchemaFileEntry(
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
                row.getBoolean(12) || outcome.isDone() || outcome == SchemaFileOutcome.RETRY);
    }
}
