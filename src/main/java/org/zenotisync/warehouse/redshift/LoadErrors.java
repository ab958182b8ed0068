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
 * What Redshift has noted of a COPY that failed, in our words. STL_LOAD_ERRORS has the value, but is not there in a
 * serverless workgroup; SYS_LOAD_ERROR_DETAIL is everywhere.
 */
final class LoadErrors {

    private static final Logger LOG = LoggerFactory.getLogger(LoadErrors.class);

    /** Both keep what the roll-back of the load takes back, and numbers of sessions are used again: the newest one counts. */
    private static final List<String> QUERIES = List.of(
            "SELECT filename, line_number, colname, raw_field_value, err_reason FROM stl_load_errors"
                    + " WHERE session = ? ORDER BY starttime DESC LIMIT 1",
            "SELECT file_name, line_number, column_name, NULL, error_message FROM sys_load_error_detail"
                    + " WHERE session_id = ? ORDER BY start_time DESC LIMIT 1");

    private LoadErrors() {}

    /** The newest error of the session that the load failed in; empty if there is none that this user may see. */
    static Optional<String> explain(Connection connection, ObjectLoadException failure) {
        for (String query : QUERIES) {
            try {
                Optional<String> text = Jdbc.first(connection, query, LoadErrors::text, failure.session());
                if (text.isPresent()) {
                    return text;
                }
            } catch (SQLException e) {
                LOG.debug("Redshift does not tell why a COPY failed: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static String text(ResultSet row) throws SQLException {
        // columns of a fixed width are filled up with blanks
        String object = row.getString(1).strip();
        long line = row.getLong(2);
        String column = row.getString(3) == null ? "" : row.getString(3).strip();
        String value = row.getString(4) == null ? "" : row.getString(4).strip();
        return object
                + (line > 0 ? ", line " + line : "")
                + (column.isEmpty() ? "" : ", column \"" + column + "\"")
                + (value.isEmpty() ? "" : ": '" + value + "'")
                + ": " + row.getString(5).strip();
    }
}
