package org.zenotisync.redshift;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.zenotisync.warehouse.Jdbc;

/** What COPY notes of a row that it cannot load ("STL_LOAD_ERRORS", "SYS_LOAD_ERROR_DETAIL"). */
final class LoadErrorTables {

    private static final String STL =
            "CREATE TABLE IF NOT EXISTS pg_catalog.stl_load_errors (userid integer, slice integer,"
                    + " tbl integer, starttime timestamp, session integer, query integer, filename char(256), line_number bigint,"
                    + " colname char(127), type char(10), col_length char(10), position integer, raw_line char(1024),"
                    + " raw_field_value char(1024), err_code integer, err_reason char(100), is_partial integer,"
                    + " start_offset bigint)";

    private static final String SYS = "CREATE TABLE IF NOT EXISTS pg_catalog.sys_load_error_detail (user_id integer,"
            + " query_id bigint, transaction_id bigint, session_id integer, database_name char(64), table_id integer,"
            + " start_time timestamp, file_name char(256), line_number bigint, column_name char(127),"
            + " column_type char(10), column_length char(10), position integer, error_code integer,"
            + " error_message char(512))";

    private LoadErrorTables() {}

    /** Makes them if they are missing; a user without rights finds them made. */
    static void create(Connection connection) throws SQLException {
        boolean areThere =
                Jdbc.number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'sys_load_error_detail'") > 0;
        if (areThere) {
            return;
        }
        Steps.execute(connection, "SET allow_system_table_mods = on");
        Steps.execute(connection, STL);
        Steps.execute(connection, SYS);
    }

    /**
     * Notes an error.
     *
     * @param connection not that of the load, whose roll-back takes nothing back
     * @param session number of the session that loads
     */
    static void note(Connection connection, int session, S3Address object, CsvRecords records, BadRow error)
            throws SQLException {
        CopyColumn column = error.column();
        String name = column == null ? "" : column.name();
        String type = column == null ? "" : column.type();
        String length = column == null || column.length() == 0 ? "" : Integer.toString(column.length());
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO pg_catalog.stl_load_errors (userid, slice,"
                        + " tbl, starttime, session, query, filename, line_number, colname, type, col_length, position, raw_line,"
                        + " raw_field_value, err_code, err_reason, is_partial, start_offset)"
                        + " VALUES (100, 0, 0, ?, ?, 0, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0, 0)")) {
            set(
                    insert,
                    now,
                    session,
                    cut(object.uri(), 256),
                    records.line(),
                    cut(name, 127),
                    type,
                    length,
                    rawLine(records.raw()),
                    cut(error.value(), 1024),
                    error.code(),
                    cut(error.getMessage(), 100));
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO pg_catalog.sys_load_error_detail (user_id,"
                        + " query_id, transaction_id, session_id, database_name, table_id, start_time, file_name, line_number,"
                        + " column_name, column_type, column_length, position, error_code, error_message)"
                        + " VALUES (100, 0, 0, ?, current_database(), 0, ?, ?, ?, ?, ?, ?, 0, ?, ?)")) {
            set(
                    insert,
                    session,
                    now,
                    cut(object.uri(), 256),
                    records.line(),
                    cut(name, 127),
                    type,
                    length,
                    error.code(),
                    cut(error.getMessage(), 512));
        }
    }

    private static void set(PreparedStatement insert, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
        insert.executeUpdate();
    }

    /** Of characters with several bytes, each byte is a dot. */
    private static String rawLine(byte[] raw) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(raw.length, 1024); i++) {
            line.append(raw[i] <= 0 ? '.' : (char) raw[i]);
        }
        return line.toString();
    }

    private static String cut(String text, int bytes) {
        int length = text.length();
        while (text.substring(0, length).getBytes(StandardCharsets.UTF_8).length > bytes) {
            length--;
        }
        return text.substring(0, length);
    }
}
