package org.zenotisync.warehouse.mariadb;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Upkeep;

/** The index of a target's key, which merges find rows by. */
final class KeyIndex implements Upkeep {

    /**
     * 1 for a table, not a view, that does not have an index yet. Both parts name the table, so that the server
     * does not read all of its databases.
     */
    private static final String COUNT_MISSING_INDEX =
            """
            SELECT count(*)
            FROM information_schema.tables AS t
            WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ? AND t.table_type = 'BASE TABLE'
              AND NOT EXISTS (
                SELECT 1
                FROM information_schema.statistics AS i
                WHERE i.table_schema = coalesce(?, database()) AND i.table_name = ? AND i.index_name = ?
              )""";

    /** Characters of a longer text that are in an index. */
    static final int PREFIX = 64;

    /** After a column: its beginning alone is in the index. */
    static final String BEGINNING = "(" + PREFIX + ")";

    /** Bytes of a character. */
    private static final int MOST_BYTES = 4;

    /** "Duplicate key name". */
    private static final int DUPLICATE_INDEX = 1061;

    private final Dialect dialect;

    KeyIndex(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Makes the index that keeps the cost of merges proportional to the stage, after the first rows. */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        if (key.isEmpty()) {
            return;
        }
        String index = indexName(table, key);
        if (Jdbc.number(connection, COUNT_MISSING_INDEX, dialect.schema(), table, dialect.schema(), table, index)
                == 0) {
            return;
        }
        Map<String, PresentType> types = new MariaDbCatalog(dialect.schema()).typesOf(connection, table);
        List<String> columns = new ArrayList<>();
        for (String column : key) {
            boolean isLong = types.getOrDefault(column, PresentType.ofOwner(""))
                    .type()
                    .filter(type -> type.isText() && type.precision() > PREFIX * MOST_BYTES)
                    .isPresent();
            columns.add(dialect.quote(column) + (isLong ? BEGINNING : ""));
        }
        make(
                connection,
                "CREATE INDEX " + dialect.quote(index) + " ON " + dialect.qualified(table) + " ("
                        + String.join(", ", columns) + ")");
    }

    /** Another process may have made it meanwhile; only MariaDB has IF NOT EXISTS. */
    private static void make(Connection connection, String createIndex) throws SQLException {
        try {
            Jdbc.execute(connection, createIndex);
        } catch (SQLException e) {
            if (e.getErrorCode() != DUPLICATE_INDEX) {
                throw e;
            }
        }
    }

    /** At most 64 characters, and different for another key. */
    private static String indexName(String table, List<String> key) {
        CRC32 checksum = new CRC32();
        checksum.update((table + key).getBytes(StandardCharsets.UTF_8));
        return table.substring(0, Math.min(40, table.length())) + "_key_" + Long.toHexString(checksum.getValue());
    }
}
