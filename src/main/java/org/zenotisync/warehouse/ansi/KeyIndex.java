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

    private final Dialect dialect;
    private final Spelling spelling;

    KeyIndex(Dialect dialect, Spelling spelling) {
        this.dialect = dialect;
        this.spelling = spelling;
    }

    /** Makes the index after the first rows. */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        if (key.isEmpty() || has(connection, table, indexName(table, key))) {
            return;
        }
        Jdbc.execute(
                connection,
                "CREATE INDEX " + dialect.quote(indexName(table, key)) + " ON " + dialect.qualified(table) + " ("
                        + dialect.quoted(key) + ")");
    }

    private boolean has(Connection connection, String table, String index) throws SQLException {
        String schema = dialect.schema() == null ? connection.getSchema() : spelling.own(dialect.schema());
        try (ResultSet indexes = connection
                .getMetaData()
                .getIndexInfo(connection.getCatalog(), schema, spelling.own(table), false, true)) {
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
