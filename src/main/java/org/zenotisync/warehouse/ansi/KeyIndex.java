package org.zenotisync.warehouse.ansi;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Upkeep;

/** The index of a target's key, which merges find rows by. */
final class KeyIndex implements Upkeep {

    /** Bytes of a name that any database takes. */
    private static final int LONGEST_NAME = 30;

    private static final String MIDDLE = "_key_";
    private static final int DIGITS = 8;

    private static final String[] VIEW = {"VIEW"};

    private final Dialect dialect;
    private final Spelling spelling;

    KeyIndex(Dialect dialect, Spelling spelling) {
        this.dialect = dialect;
        this.spelling = spelling;
    }

    /** Makes the index after the first rows. A view has none. */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        if (key.isEmpty() || has(connection, table, indexName(table, key)) || isView(connection, table)) {
            return;
        }
        Jdbc.execute(
                connection,
                "CREATE INDEX " + dialect.quote(indexName(table, key)) + " ON " + dialect.qualified(table) + " ("
                        + dialect.quoted(key) + ")");
    }

    private boolean isView(Connection connection, String table) throws SQLException {
        try (ResultSet views = connection
                .getMetaData()
                .getTables(connection.getCatalog(), schema(connection), spelling.own(table), VIEW)) {
            return views.next();
        }
    }

    private String schema(Connection connection) throws SQLException {
        String schema = dialect.schema();
        return schema == null ? connection.getSchema() : spelling.own(schema);
    }

    private boolean has(Connection connection, String table, String index) throws SQLException {
        try (ResultSet indexes = connection
                .getMetaData()
                .getIndexInfo(connection.getCatalog(), schema(connection), spelling.own(table), false, true)) {
            while (indexes.next()) {
                if (spelling.own(index).equals(indexes.getString("INDEX_NAME"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Different for another key. */
    private static String indexName(String table, List<String> key) {
        CRC32 checksum = new CRC32();
        checksum.update((table + key).getBytes(StandardCharsets.UTF_8));
        String end = MIDDLE + Long.toHexString(checksum.getValue());
        return table.substring(0, Math.min(LONGEST_NAME - MIDDLE.length() - DIGITS, table.length())) + end;
    }
}
