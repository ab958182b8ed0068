package org.zenotisync.warehouse.sqlserver;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Upkeep;

/** The index of a target's key, which merges find rows by (t-sql/statements/create-index-transact-sql). */
final class KeyIndex implements Upkeep {

    /**
     * Bytes of the columns of an index that is not clustered. An index over wider ones would be made, and then refuse
     * rows that have more.
     */
    static final int MOST_BYTES = 1_700;

    /** 1 for a table, not a view, that does not have an index yet. */
    private static final String COUNT_MISSING_INDEX =
            """
            SELECT count(*)
            FROM sys.tables AS t
            WHERE t.object_id = OBJECT_ID(?)
              AND NOT EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = t.object_id AND i.name = ?)""";

    private static final String SELECT_LENGTHS =
            """
            SELECT c.name, c.max_length
            FROM sys.columns AS c
            WHERE c.object_id = OBJECT_ID(?)""";

    /** What comes between the name of the table and a checksum in the name of such an index. */
    private static final String MARK = "_key_";

    /** A column in an index can neither be dropped nor get another type; the next load makes the index again. */
    private static final SqlTemplate DROP_WITH_COLUMN = SqlTemplate.of(
            """
            DECLARE @drop NVARCHAR(MAX) = (
              SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', {table}), N'; ')
              FROM sys.indexes AS i
              JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id
              JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id
              WHERE i.object_id = OBJECT_ID({table}) AND c.name = {column} AND i.name LIKE N'%[_]key[_]%'
                AND i.is_unique = 0
            );
            IF @drop IS NOT NULL
              EXEC sp_executesql @drop
            """);

    private final Dialect dialect;

    KeyIndex(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The statement that drops indexes of this kind that have a column, if there are any. */
    static String dropWithColumn(Dialect dialect, String table, String column) {
        return DROP_WITH_COLUMN.fill(Map.of(
                "table", SqlServerDialect.literal(dialect.qualified(table)),
                "column", SqlServerDialect.literal(column)));
    }

    /**
     * Makes the index that keeps the cost of merges proportional to the stage, after the first rows: over the columns
     * that fit into it. A view has none, nor a key of long texts only.
     */
    @Override
    public void afterLoad(Connection connection, String table, List<String> key) throws SQLException {
        if (key.isEmpty()) {
            return;
        }
        String index = indexName(table, key);
        String target = dialect.qualified(table);
        if (Jdbc.number(connection, COUNT_MISSING_INDEX, target, index) == 0) {
            return;
        }
        Map<String, Integer> lengths = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_LENGTHS,
                row -> lengths.put(row.getString(1).toLowerCase(Locale.ROOT), row.getInt(2)),
                target);
        List<String> columns = fitting(key, lengths);
        if (!columns.isEmpty()) {
            Jdbc.execute(
                    connection,
                    "CREATE INDEX " + dialect.quote(index) + " ON " + target + " (" + dialect.quoted(columns) + ")");
        }
    }

    /**
     * The columns of a key that an index can have.
     *
     * @param lengths bytes of each column at most, -1 for MAX
     */
    static List<String> fitting(List<String> key, Map<String, Integer> lengths) {
        List<String> columns = new ArrayList<>();
        int bytes = 0;
        for (String column : key) {
            int length = lengths.getOrDefault(column, -1);
            if (length > 0 && bytes + length <= MOST_BYTES) {
                columns.add(column);
                bytes += length;
            }
        }
        return columns;
    }

    /** Different for another key. */
    private static String indexName(String table, List<String> key) {
        CRC32 checksum = new CRC32();
        checksum.update((table + key).getBytes(StandardCharsets.UTF_8));
        return table.substring(0, Math.min(40, table.length())) + MARK + Long.toHexString(checksum.getValue());
    }
}
