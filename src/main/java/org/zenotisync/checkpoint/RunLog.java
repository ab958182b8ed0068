package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_run}: one row per attempt at a table group. */
public final class RunLog implements ControlTable {

    public static final String TABLE = "zenoti_sync_run";

    private static final int LONGEST_ERROR = 4000;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("group_id")
            .text("kind", 20)
            .text("outcome", 20)
            .number("rows_read")
            .number("rows_inserted")
            .number("rows_updated")
            .number("rows_deleted")
            .number("rows_ignored")
            .number("rows_repeated")
            .number("rows_quarantined")
            .number("files")
            .number("bytes")
            .time("finished_at")
            .number("millis")
            .text("error", 4_000)
            .nullable("kind", "error")
            .define();

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted,
              rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes,
              finished_at, millis, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate COUNT_CHANGED_SINCE = SqlTemplate.of(
            """
            SELECT coalesce(sum(rows_updated + rows_deleted), 0)
            FROM {table}
            WHERE table_name = ? AND finished_at >= ?
            """);

    /** In place of an error that may quote values. */
    public static final String HIDDEN = "hidden: zenoti.columns hides columns of the table";

    private static final SqlTemplate HIDE = SqlTemplate.of(
            """
            UPDATE {table}
            SET error = '{hidden}'
            WHERE table_name = ? AND error IS NOT NULL AND error <> '{hidden}'
            """);

    private static final SqlTemplate HIDE_QUOTING = SqlTemplate.of(
            """
            UPDATE {table}
            SET {column} = 'hidden by forget'
            WHERE table_name = ? AND {column} = ?
            """);

    /** The latest attempts of each track that have consumed a table group, with and without new rows. */
    private static final SqlTemplate RECENT = SqlTemplate.of(
            """
            SELECT source, pod, table_name, finished_at, has_rows
            FROM (
              SELECT source, pod, table_name, finished_at,
                CASE WHEN rows_inserted + rows_updated + rows_deleted > 0 THEN 1 ELSE 0 END AS has_rows,
                row_number() OVER (
                  PARTITION BY source, pod, table_name,
                    CASE WHEN rows_inserted + rows_updated + rows_deleted > 0 THEN 1 ELSE 0 END
                  ORDER BY finished_at DESC) AS recent
              FROM {table}
              WHERE outcome IN ('consumed', 'replayed')
            ) numbered
            WHERE (has_rows = 1 AND recent <= ?) OR recent = 1
            ORDER BY finished_at
            """);

    /** The latest attempts of each track since a time. */
    private static final SqlTemplate LATEST = SqlTemplate.of(
            """
            SELECT source, pod, table_name, group_id, outcome, rows_inserted, rows_updated, rows_deleted, finished_at
            FROM (
              SELECT source, pod, table_name, group_id, outcome, rows_inserted, rows_updated, rows_deleted, finished_at,
                row_number() OVER (PARTITION BY source, pod, table_name ORDER BY finished_at DESC, group_id DESC)
                  AS recent
              FROM {table}
              WHERE finished_at >= ?
            ) numbered
            WHERE recent <= ?
            ORDER BY finished_at, group_id
            """);

    /** The latest attempts of one table. */
    private static final SqlTemplate OF_TABLE = SqlTemplate.of(
            """
            SELECT source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated,
              rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error
            FROM {table}
            WHERE table_name = ?
            ORDER BY finished_at DESC, group_id DESC
            {limit}
            """);

    private static final SqlTemplate LAST_CONSUMED = SqlTemplate.of(
            """
            SELECT table_name, source, max(finished_at)
            FROM {table}
            WHERE outcome IN ('consumed', 'replayed', 'adopted')
            GROUP BY table_name, source
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public RunLog(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    /**
     * When a table was last consumed from a source.
     *
     * @param table folded name
     * @param source the source's id
     * @param at in UTC
     */
    public record LastConsumed(String table, String source, LocalDateTime at) {}

    /** When each table was last consumed from each source. */
    public List<LastConsumed> lastConsumed(Connection connection) throws SQLException {
        return Jdbc.query(
                connection,
                LAST_CONSUMED.fill("table", table),
                row -> new LastConsumed(
                        TableNames.canonical(row.getString(1)),
                        row.getString(2),
                        row.getObject(3, LocalDateTime.class)));
    }

    /** How an attempt ended. */
    public enum Outcome {
        CONSUMED,
        REPLAYED,
        /** No rows were loaded: the target had those of this group and the earlier ones. */
        ADOPTED,
        /** Rows of a snapshot were brought back; the group is the last one that was consumed before. */
        RESTORED,
        FAILED
    }

    /**
     * What a merge did, in rows.
     *
     * @param read data rows of the files
     * @param inserted rows that the target gained
     * @param updated rows of a dimension that were replaced
     * @param deleted rows that the target lost
     * @param ignored rows without an effect of their own: void=1 of append-only facts, rows that a later row of the
     *     same table group replaces, and rows of forgotten guests
     * @param repeats live rows of a fact that share their key with another one of the same logid (rule 5)
     * @param quarantined bad rows that were left out
     */
    public record Counts(
            long read, long inserted, long updated, long deleted, long ignored, long repeats, long quarantined) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return List.of(new LaterColumn(DEFINITION.column("rows_quarantined"), "0"));
    }

    /**
     * An attempt at a table group.
     *
     * @param kind of its table; empty if it is not known
     * @param files number of its files
     * @param bytes of its files
     * @param duration with the retries
     * @param error why it failed; empty if it did not
     */
    public record Attempt(
            TableGroupId id,
            Optional<TableKind> kind,
            Outcome outcome,
            Counts counts,
            long files,
            long bytes,
            Duration duration,
            Optional<String> error) {}

    /**
     * When table groups of a track were consumed.
     *
     * @param lastConsumed the last one
     * @param withRows the latest ones that have changed rows of the target, in order of time
     */
    public record RecentTimes(Instant lastConsumed, List<Instant> withRows) {}

    /**
     * An attempt in short.
     *
     * @param changed rows of the target that it inserted, updated or deleted
     * @param endedAt when
     */
    public record Run(long group, Outcome outcome, long changed, Instant endedAt) {}

    /**
     * An attempt that is recorded.
     *
     * @param endedAt when
     */
    public record Recorded(Attempt attempt, Instant endedAt) {}

    /**
     * The latest attempts of each track, in order of time.
     *
     * @param since older ones are left out
     * @param most so many for each track
     */
    public Map<Track, List<Run>> latest(Connection connection, Instant since, int most) throws SQLException {
        Map<Track, List<Run>> runs = new HashMap<>();
        Jdbc.query(
                connection,
                LATEST.fill("table", table),
                row -> {
                    Track track = new Track(row.getString(1), row.getString(2), TableNames.canonical(row.getString(3)));
                    runs.computeIfAbsent(track, unknown -> new ArrayList<>())
                            .add(new Run(
                                    row.getLong(4),
                                    outcome(row.getString(5)),
                                    row.getLong(6) + row.getLong(7) + row.getLong(8),
                                    instant(row, 9)));
                    return track;
                },
                LocalDateTime.ofInstant(since, ZoneOffset.UTC),
                most);
        return runs;
    }

    /**
     * The latest attempts of a table in all sources and PODs, the last one first.
     *
     * @param feedTable folded table name
     */
    public List<Recorded> latestOf(Connection connection, String feedTable, int most) throws SQLException {
        return Jdbc.query(
                connection,
                OF_TABLE.fill(
                        Map.of("table", table, "limit", warehouse.dialect().limit(most))),
                RunLog::recorded,
                feedTable);
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        String kind = row.getString(5);
        Attempt attempt = new Attempt(
                new Track(row.getString(1), row.getString(2), row.getString(3)).group(row.getLong(4)),
                Arrays.stream(TableKind.values())
                        .filter(known -> known.id().equals(kind))
                        .findFirst(),
                outcome(row.getString(6)),
                new Counts(
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13)),
                row.getLong(14),
                row.getLong(15),
                Duration.ofMillis(row.getLong(17)),
                Optional.ofNullable(row.getString(18)));
        return new Recorded(attempt, instant(row, 16));
    }

    private static Outcome outcome(String text) {
        return Outcome.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /**
     * When the latest table groups of each track were consumed.
     *
     * @param most for each track, so many that have changed rows
     */
    public Map<Track, RecentTimes> recentTimes(Connection connection, int most) throws SQLException {
        Map<Track, RecentTimes> times = new HashMap<>();
        Jdbc.query(
                connection,
                RECENT.fill("table", table),
                row -> {
                    Track track = new Track(row.getString(1), row.getString(2), TableNames.canonical(row.getString(3)));
                    Instant at = row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                    List<Instant> withRows = new ArrayList<>(
                            times.containsKey(track) ? times.get(track).withRows() : List.of());
                    if (row.getInt(5) == 1) {
                        withRows.add(at);
                    }
                    times.put(track, new RecentTimes(at, withRows));
                    return track;
                },
                most);
        return times;
    }

    /** Whether any row of a table was replaced or deleted since a time, in UTC. */
    public boolean hasChangedSince(Connection connection, String feedTable, LocalDateTime time) throws SQLException {
        return Jdbc.number(connection, COUNT_CHANGED_SINCE.fill("table", table), feedTable, time) > 0;
    }

    /** Adds a row for an attempt that has ended now. */
    public void add(Connection connection, Attempt attempt) throws SQLException {
        TableGroupId id = attempt.id();
        Counts counts = attempt.counts();
        Jdbc.update(
                connection,
                INSERT.fill("table", table),
                id.source(),
                id.pod(),
                id.table(),
                id.group(),
                attempt.kind().map(TableKind::id).orElse(null),
                attempt.outcome().name().toLowerCase(Locale.ROOT),
                counts.read(),
                counts.inserted(),
                counts.updated(),
                counts.deleted(),
                counts.ignored(),
                counts.repeats(),
                counts.quarantined(),
                attempt.files(),
                attempt.bytes(),
                Jdbc.now(clock),
                attempt.duration().toMillis(),
                attempt.error().map(text -> Utf8.cut(text, LONGEST_ERROR)).orElse(null));
    }

    /**
     * Removes the errors of a table: they quote values.
     *
     * @return the number of errors that were there
     */
    public long hideErrors(Connection connection, String feedTable) throws SQLException {
        return Jdbc.update(connection, HIDE.fill(Map.of("table", table, "hidden", HIDDEN)), feedTable);
    }

    /** How many errors of a table fulfil a condition. */
    public long countErrors(Connection connection, String feedTable, Predicate<String> condition) throws SQLException {
        return new QuotedTexts(table, "error").count(connection, feedTable, condition);
    }

    /**
     * Removes the errors of a table that fulfil a condition: they quote values.
     *
     * @return the number of errors that were there
     */
    public long hideErrors(Connection connection, String feedTable, Predicate<String> condition) throws SQLException {
        return new QuotedTexts(table, "error").update(connection, HIDE_QUOTING, feedTable, condition);
    }
}
