package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;

/**
 * Reads what Redshift has recorded about a COPY that failed. STL_LOAD_ERRORS has the value, but does not exist in a
 * serverless workgroup; SYS_LOAD_ERROR_DETAIL exists everywhere.
 */
final class LoadErrors {

    private static final Logger LOG = LoggerFactory.getLogger(LoadErrors.class);

    /**
     * Both keep their rows when the load is rolled back, and numbers of sessions are used again: the newest row about
     * our objects counts.
     */
    private static final List<String> QUERIES = List.of(
            """
            SELECT filename, line_number, colname, raw_field_value, err_reason
            FROM stl_load_errors
            WHERE session = ?
            ORDER BY starttime DESC
            LIMIT 100""",
            """
            SELECT file_name, line_number, column_name, NULL, error_message
            FROM sys_load_error_detail
            WHERE session_id = ?
            ORDER BY start_time DESC
            LIMIT 100""");

    private LoadErrors() {}

    /** The newest error of the session that the load failed in; empty if this user can see none. */
    static Optional<String> explain(Connection connection, ObjectLoadException failure) {
        for (String query : QUERIES) {
            try {
                Optional<Note> note = Jdbc.query(connection, query, LoadErrors::note, failure.session()).stream()
                        // Redshift cuts long names
                        .filter(n -> failure.uris().stream().anyMatch(uri -> uri.startsWith(n.object())))
                        .findFirst();
                if (note.isPresent()) {
                    return Optional.of(note.get().text());
                }
            } catch (SQLException e) {
                LOG.debug("Redshift's record of a failed COPY cannot be read: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    private record Note(String object, long line, String column, String value, String reason) {

        String text() {
            return object
                    + (line > 0 ? ", line " + line : "")
                    + (column.isEmpty() ? "" : ", column \"" + column + "\"")
                    + (value.isEmpty() ? "" : ": '" + value + "'")
                    + ": " + reason;
        }
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(text(row, 1), row.getLong(2), text(row, 3), text(row, 4), text(row, 5));
    }

    /** Columns of a fixed width are padded with blanks. */
    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text.strip();
    }
}
