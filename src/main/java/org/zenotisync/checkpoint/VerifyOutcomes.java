package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_verify}: the last automatic verification of each table and POD. */
public final class VerifyOutcomes implements ControlTable {

    public static final String TABLE = "zenoti_sync_verify";

    private static final int LONGEST_ERROR = 4000;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .text("snapshot_month", 7)
            .number("snapshot_group")
            .text("state", 20)
            .number("rows_compared")
            .number("rows_missing")
            .number("rows_different")
            .number("rows_not_deleted")
            .number("rows_surplus")
            .number("rows_quarantined")
            .number("rows_undecided")
            .text("error", 4_000)
            .time("verified_at")
            .nullable("error")
            .define();

    private static final SqlTemplate HIDE_QUOTING = SqlTemplate.of(
            """
            UPDATE {table}
            SET {column} = 'hidden by forget'
            WHERE table_name = ? AND {column} = ?
            """);

    private static final SqlTemplate SELECT = SqlTemplate.of(
            """
            SELECT source, pod, table_name, snapshot_month, snapshot_group, state, rows_compared, rows_missing,
              rows_different, rows_not_deleted, rows_surplus, rows_quarantined, rows_undecided, error, verified_at
            FROM {table}
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, snapshot_month, snapshot_group, state, rows_compared,
              rows_missing, rows_different, rows_not_deleted, rows_surplus, rows_quarantined, rows_undecided, error,
              verified_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private final UnaryOperator<String> sourceNames;

    /** @param sourceNames gives the name by which messages name a source, by its id; empty where people need none */
    public VerifyOutcomes(Warehouse warehouse, Clock clock, UnaryOperator<String> sourceNames) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
        this.sourceNames = sourceNames;
    }

    /**
     * An outcome.
     *
     * @param month of the snapshot, for example {@code 2024-01}
     * @param group of the snapshot
     * @param state {@code equal}, {@code different}, {@code too-early} or {@code failed}
     * @param compared expected rows
     * @param missing rows that the target lacks
     * @param different rows with other values
     * @param notDeleted keys that should have been deleted
     * @param surplus rows of a key that there are too often
     * @param quarantined missing rows that are in the quarantine
     * @param undecided rows of which it cannot be said whether the target is right
     * @param error why it could not be compared; empty if it was
     */
    public record Entry(
            Track track,
            String month,
            long group,
            String state,
            long compared,
            long missing,
            long different,
            long notDeleted,
            long surplus,
            long quarantined,
            long undecided,
            Optional<String> error) {

        /** The outcome in words. */
        public String text() {
            return "snapshot of " + month + ": "
                    + error.orElseGet(() -> missing + " rows missing, " + different + " different, " + notDeleted
                            + " not deleted, " + surplus + " surplus, of " + compared + " compared");
        }

        /** Whether the target was found to be other than the snapshot says. */
        public boolean isDifferent() {
            return differences() > 0;
        }

        /** Rows that are not as the snapshot says. */
        public long differences() {
            return missing + different + notDeleted + surplus;
        }
    }

    /**
     * An outcome with its time.
     *
     * @param at in UTC
     */
    public record Kept(Entry entry, LocalDateTime at) {}

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** The outcomes by track; none for a database of an earlier version. */
    public Map<Track, Kept> all(Connection connection) throws SQLException {
        Map<Track, Kept> outcomes = new HashMap<>();
        if (warehouse.catalog().has(connection, TABLE)) {
            Jdbc.query(connection, SELECT.fill("table", table), this::map)
                    .forEach(kept -> outcomes.put(kept.entry().track(), kept));
        }
        return outcomes;
    }

    private Kept map(ResultSet row) throws SQLException {
        return new Kept(
                new Entry(
                        new Track(
                                row.getString(1),
                                row.getString(2),
                                TableNames.canonical(row.getString(3)),
                                sourceNames.apply(row.getString(1))),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        Optional.ofNullable(row.getString(14))),
                row.getObject(15, LocalDateTime.class));
    }

    /** Deletes the outcomes of some tracks, whose rows have changed; harmless for a database of an earlier version. */
    public void forget(Connection connection, List<Track> tracks) throws SQLException {
        if (warehouse.catalog().has(connection, TABLE)) {
            Jdbc.batch(
                    connection,
                    DELETE.fill("table", table),
                    tracks.stream().map(VerifyOutcomes::key).toList());
        }
    }

    /** Replaces the outcomes of some tracks, also if another process does so at the same time. */
    public void put(Connection connection, List<Entry> entries) throws SQLException {
        warehouse.locks().holdSchema(connection);
        LocalDateTime now = Jdbc.now(clock);
        Jdbc.batch(
                connection,
                DELETE.fill("table", table),
                entries.stream().map(entry -> key(entry.track())).toList());
        Jdbc.batch(
                connection,
                INSERT.fill("table", table),
                entries.stream().map(entry -> arguments(entry, now)).toList());
    }

    private static Object[] key(Track track) {
        return new Object[] {track.source(), track.pod(), track.table()};
    }

    private static Object[] arguments(Entry entry, LocalDateTime now) {
        return new Object[] {
            entry.track().source(),
            entry.track().pod(),
            entry.track().table(),
            entry.month(),
            entry.group(),
            entry.state(),
            entry.compared(),
            entry.missing(),
            entry.different(),
            entry.notDeleted(),
            entry.surplus(),
            entry.quarantined(),
            entry.undecided(),
            entry.error().map(text -> Utf8.cut(text, LONGEST_ERROR)).orElse(null),
            now
        };
    }

    /** Removes the errors of a table: they quote values. */
    public void hideErrors(Connection connection, String feedTable) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE " + table + " SET error = '" + RunLog.HIDDEN + "' WHERE table_name = ? AND error IS NOT NULL",
                feedTable);
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
