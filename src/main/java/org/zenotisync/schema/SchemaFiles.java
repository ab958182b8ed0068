package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.Utf8;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_schema_file}: the schema files that were applied or refused. */
public final class SchemaFiles {

    public static final String TABLE = "zenoti_sync_schema_file";

    private static final int LONGEST_NOTE = 4000;

    private final String table;
    private final Clock clock;

    public SchemaFiles(Warehouse warehouse, Clock clock) {
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /** What became of a file. */
    public enum Outcome {
        /** Something was changed by it. */
        APPLIED,
        /** Its effect was there. */
        CONTAINED,
        /** It was refused; it is tried again in every cycle. */
        FAILED
    }

    /** The statement that creates the table if it is missing. */
    public String createTable() {
        return "CREATE TABLE IF NOT EXISTS " + table + " (source VARCHAR(2000) NOT NULL,"
                + " object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), last_modified TIMESTAMP NOT NULL,"
                + " outcome VARCHAR(20) NOT NULL, note VARCHAR(4000), applied_at TIMESTAMP NOT NULL,"
                + " PRIMARY KEY (source, object_key))";
    }

    /** The ETags of the files of a source that need not be applied again, by key. */
    public Map<String, String> applied(Connection connection, String source) throws SQLException {
        Map<String, String> etags = new HashMap<>();
        Jdbc.query(
                connection,
                "SELECT object_key, etag FROM " + table + " WHERE source = ? AND outcome <> 'failed'",
                row -> etags.put(row.getString(1), row.getString(2)),
                source);
        return etags;
    }

    /** Records what became of a file in place of an earlier record. */
    public void record(Connection connection, FeedObject file, Outcome outcome, String note) throws SQLException {
        String shortNote = Utf8.cut(note, LONGEST_NOTE);
        Object[] values = {
            file.etag(),
            LocalDateTime.ofInstant(file.lastModified(), ZoneOffset.UTC),
            outcome.name().toLowerCase(Locale.ROOT),
            shortNote,
            Jdbc.now(clock),
            file.source().id(),
            file.key()
        };
        long updated = Jdbc.update(
                connection,
                "UPDATE " + table + " SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?"
                        + " WHERE source = ? AND object_key = ?",
                values);
        if (updated == 0) {
            Jdbc.update(
                    connection,
                    "INSERT INTO " + table + " (etag, last_modified, outcome, note, applied_at, source, object_key)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }
}
