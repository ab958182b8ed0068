package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/** Looks at rows that are in a target before any is merged by its key. */
public final class FirstRows {

    private FirstRows() {}

    /** The number of rows that share their key with another one; a row with a NULL in it does not share it. */
    public static long repeats(Connection connection, MergeSql sql, TableKey key) throws SQLException {
        boolean unique = key.columns().size() == 1
                && Jdbc.first(connection, sql.countTargetKeys(), row -> row.getLong(1) == row.getLong(2))
                        .orElseThrow();
        return unique ? 0 : Jdbc.number(connection, sql.countTargetRepeats());
    }
}
