package org.zenotisync.warehouse.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Upkeep;

/** The index of a target's key, which merges find rows by. */
final class KeyIndex implements Upkeep {

    /** 1 for a table, not a view, that does not have an index yet. */
    private static final String COUNT_MISSING_INDEX =
            """
            SELECT count(*)
            FROM pg_class
            WHERE oid = to_regclass(?) AND relkind IN ('r', 'p') AND to_regclass(?) IS NULL""";

    private final Dialect dialect;

    KeyIndex(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Makes the index that keeps the cost of merges proportional to the stage, after the first rows. organizationid is
     * not in it: to look at a key's few rows costs less than an index of twice the size. A view has no index.
     */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        if (key.isEmpty()) {
            return;
        }
        String index = indexName(table, key);
        String target = dialect.qualified(table);
        if (Jdbc.number(connection, COUNT_MISSING_INDEX, target, dialect.qualified(index)) == 0) {
            return;
        }
        String columns = " (" + dialect.quoted(key) + ")";
        Jdbc.execute(connection, "CREATE INDEX " + dialect.quote(index) + " ON " + target + columns);
        Jdbc.execute(connection, "ANALYZE " + target + columns);
    }

    /** At most 63 bytes, and different for another key. */
    private static String indexName(String table, List<String> key) {
        CRC32 checksum = new CRC32();
        checksum.update((table + key).getBytes(StandardCharsets.UTF_8));
        return table.substring(0, Math.min(40, table.length())) + "_key_" + Long.toHexString(checksum.getValue());
    }
}
