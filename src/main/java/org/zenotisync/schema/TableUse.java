package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What has been consumed of a table in one POD of one source.
 *
 * @param group the highest GroupID that was ever consumed, even if a replay has gone back since
 * @param key the guessed key that rows were found by; empty if none was proven
 */
public record TableUse(String source, String pod, long group, List<String> key) {

    public TableUse {
        key = List.copyOf(key);
    }

    /** Knows what was consumed of each table. */
    @FunctionalInterface
    public interface Tables {

        /** What was consumed of a table, by its folded name. */
        List<TableUse> of(Connection connection, String table) throws SQLException;
    }
}
