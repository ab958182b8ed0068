package org.zenotisync.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_quarantine}: rows that could not be loaded, and why. */
public final class Quarantine implements ControlTable {

    public static final String TABLE = "zenoti_sync_quarantine";

    /** Rows may be as long as the longest record, so a batch has limits by rows and by bytes. */
    private static final int ROWS_PER_BATCH = 500;

    private static final int BYTES_PER_BATCH = 1024 * 1024;

    /** Bytes. */
    private static final int LONGEST_REASON = 4_000;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("group_id")
            .number("logid")
            .objectKey("object_key")
            .text("etag", 200)
            .number("line_number")
            .text("column_name", 127)
            .text("reason", LONGEST_REASON)
            .longText("raw_line")
            .longText("raw_hex")
            .time("quarantined_at")
            .nullable("etag", "column_name", "raw_hex")
            .define();

    private static final SqlTemplate COUNT = SqlTemplate.of(
            """
            SELECT source, pod, table_name, count(*)
            FROM {table}
            GROUP BY source, pod, table_name
            """);

    private static final SqlTemplate LATEST = SqlTemplate.of(
            """
            SELECT source, pod, table_name, group_id, object_key, line_number, column_name, reason, raw_line,
              quarantined_at
            FROM {table}
            WHERE table_name = ?
            ORDER BY quarantined_at DESC, object_key, line_number
            {limit}
            """);

    private static final SqlTemplate SELECT_LINES = SqlTemplate.of(
            """
            SELECT raw_line
            FROM {table}
            WHERE table_name = ?
            """);

    private static final SqlTemplate SELECT_TABLE_GROUP = SqlTemplate.of(
            """
            SELECT source, pod, table_name, group_id, logid, object_key, etag, line_number, column_name, reason,
              raw_line, raw_hex, quarantined_at
            FROM {table}
            WHERE source = :#source AND pod = :#pod AND table_name = :#table AND group_id = :#group
            ORDER BY logid, object_key, line_number
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, group_id, logid, object_key, etag, line_number,
              column_name, reason, raw_line, raw_hex, quarantined_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate DELETE_TABLE_GROUP = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ?
            """);

    private static final SqlTemplate DELETE_TABLE =
            SqlTemplate.of("DELETE FROM {table} WHERE source = ? AND table_name = ?");

    /** {@code {hidden}} is a condition on the column, since a reason quotes the value of no other one. */
    private static final SqlTemplate HIDE = SqlTemplate.of(
            """
            UPDATE {table}
            SET raw_line = '***', raw_hex = NULL, reason = CASE WHEN {hidden} THEN 'the value is hidden' ELSE reason END
            WHERE table_name = ?
              AND (NOT (raw_line = '***' AND raw_hex IS NULL) OR ({hidden} AND reason <> 'the value is hidden'))
            """);

    private static final SqlTemplate DELETE_LINE =
            SqlTemplate.of("DELETE FROM {table} WHERE table_name = ? AND {column} = ?");

    private static final String LINE = "raw_line";

    private final Warehouse warehouse;
    private final String table;
    private final int longestText;
    private final Clock clock;

    public Quarantine(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.longestText = warehouse.limits().longestText();
        this.clock = clock;
    }

    /**
     * A bad row.
     *
     * @param logid folder of its object
     * @param key of the object, with the source's prefix
     * @param etag of the object
     * @param line of the object, from 1, on which it starts
     * @param column whose value is bad; empty if it is not one value
     * @param reason what is wrong
     * @param raw its bytes in the object, without the line end
     */
    public record Entry(
            long logid, String key, String etag, long line, Optional<String> column, String reason, byte[] raw) {}

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /**
     * The rows of a table and POD.
     *
     * @param source the source's id
     * @param table folded table name
     */
    public record Count(String source, String pod, String table, long rows) {}

    /**
     * How many rows each table and POD has; none for a database that was never written to, or by an earlier version.
     */
    public List<Count> count(Connection connection) throws SQLException {
        if (!warehouse.catalog().has(connection, TABLE)) {
            return List.of();
        }
        return Jdbc.query(
                connection,
                COUNT.fill("table", table),
                row -> new Count(
                        row.getString(1), row.getString(2), TableNames.canonical(row.getString(3)), row.getLong(4)));
    }

    /**
     * A row in the quarantine.
     *
     * @param group its table group
     * @param key of its object, with the source's prefix
     * @param line of the object, from 1, on which it starts
     * @param column whose value is bad; empty if it is not one value
     * @param reason what is wrong; may quote the value
     * @param raw the row as text
     * @param at when it was put there
     */
    public record Held(
            TableGroupId group,
            String key,
            long line,
            Optional<String> column,
            String reason,
            String raw,
            Instant at) {}

    /**
     * The latest rows of a table in all sources and PODs, the last ones first; none for a database that was never
     * written to, or by an earlier version.
     *
     * @param feedTable folded table name
     */
    public List<Held> latestOf(Connection connection, String feedTable, int most) throws SQLException {
        if (!warehouse.catalog().has(connection, TABLE)) {
            return List.of();
        }
        return Jdbc.query(
                connection,
                LATEST.fill(Map.of("table", table, "limit", warehouse.dialect().limit(most))),
                row -> new Held(
                        new Track(row.getString(1), row.getString(2), row.getString(3)).group(row.getLong(4)),
                        row.getString(5),
                        row.getLong(6),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8),
                        row.getString(9),
                        row.getObject(10, LocalDateTime.class).toInstant(ZoneOffset.UTC)),
                feedTable);
    }

    /** Passes on the lines of a table, as text. */
    public void lines(Connection connection, String feedTable, Consumer<String> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT_LINES.fill("table", table))) {
            statement.setFetchSize(ROWS_PER_BATCH);
            statement.setString(1, feedTable);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.accept(rows.getString(1));
                }
            }
        }
    }

    /**
     * A query of camel-sql for the bad rows of a table group, in the order of its files; parameters {@code source},
     * {@code pod}, {@code table} and {@code group}, a number.
     */
    public String selectTableGroup() {
        return SELECT_TABLE_GROUP.fill("table", table).strip().replaceAll("\\s+", " ");
    }

    /** Adds the bad rows of a table group. */
    public void add(Connection connection, TableGroupId id, List<Entry> entries) throws SQLException {
        LocalDateTime now = Jdbc.now(clock);
        List<Object[]> batch = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            batch.add(arguments(id, entry, now));
            bytes += entry.raw().length;
            if (bytes > BYTES_PER_BATCH || batch.size() == ROWS_PER_BATCH) {
                insert(connection, batch);
                batch.clear();
                bytes = 0;
            }
        }
        insert(connection, batch);
    }

    private void insert(Connection connection, List<Object[]> batch) throws SQLException {
        Jdbc.batch(connection, INSERT.fill("table", table), batch);
    }

    private Object[] arguments(TableGroupId id, Entry entry, LocalDateTime now) {
        boolean isExact = isExact(entry.raw());
        return new Object[] {
            id.source(),
            id.pod(),
            id.table(),
            id.group(),
            entry.logid(),
            entry.key(),
            entry.etag(),
            entry.line(),
            entry.column().orElse(null),
            Utf8.cut(cut(entry.raw(), isExact) + entry.reason(), LONGEST_REASON),
            Utf8.cut(readable(entry.raw()), longestText),
            isExact ? null : Utf8.cut(HexFormat.of().formatHex(entry.raw()), longestText),
            now
        };
    }

    /** That only the beginning of a row is kept, where a text of the database cannot be as long; else nothing. */
    private String cut(byte[] raw, boolean isExact) {
        long bytes = isExact ? raw.length : 2L * raw.length;
        return bytes <= longestText
                ? ""
                : "the row has " + raw.length
                        + " bytes, and only its beginning is kept here; the object has all of it: ";
    }

    /** Deletes the rows of a table group, which is consumed again. */
    public void forget(Connection connection, TableGroupId id) throws SQLException {
        Jdbc.update(connection, DELETE_TABLE_GROUP.fill("table", table), id.source(), id.pod(), id.table(), id.group());
    }

    /** Deletes the rows of a table whose groups are all consumed again. */
    public void forget(Connection connection, String source, String feedTable) throws SQLException {
        Jdbc.update(connection, DELETE_TABLE.fill("table", table), source, feedTable);
    }

    /**
     * Removes the lines of a table, and what reasons quote of some columns. The order of fields that a line has had is
     * not known any more, so nothing of it is kept.
     *
     * @param columns their present and former names
     * @return the number of rows that had a line or quoted a value
     */
    public long hide(Connection connection, String feedTable, Collection<String> columns) throws SQLException {
        String hidden = columns.isEmpty()
                ? "1 = 0"
                : columns.stream()
                        .map(column -> "'" + column + "'")
                        .collect(Collectors.joining(", ", "column_name IN (", ")"));
        return Jdbc.update(connection, HIDE.fill(Map.of("table", table, "hidden", hidden)), feedTable);
    }

    /** How many rows of a table have a line that fulfils a condition. */
    public long count(Connection connection, String feedTable, Predicate<String> line) throws SQLException {
        return new QuotedTexts(table, LINE).count(connection, feedTable, line);
    }

    /** Deletes the rows of a table that have a line that fulfils a condition. Returns their number. */
    public long forget(Connection connection, String feedTable, Predicate<String> line) throws SQLException {
        return new QuotedTexts(table, LINE).update(connection, DELETE_LINE, feedTable, line);
    }

    /** Text for people: bytes that cannot be text are replaced. */
    private static String readable(byte[] raw) {
        return new String(raw, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static boolean isExact(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(raw))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
