package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Steps of a verification: compare the expected rows with the target in one pass. For most tables that is all: later
 * groups have not changed what the snapshots hold, and the target is equal.
 */
public final class CompareWithTarget {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final RunLog runLog;

    public CompareWithTarget(DataSource dataSource, Warehouse warehouse, RunLog runLog) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.runLog = runLog;
    }

    /**
     * Notes whether the target has exactly one equal row for each row of the snapshots, and whether later table groups
     * must be read: the target differs, or a later group has changed or deleted rows, so that being equal to the
     * snapshots may be wrong.
     */
    public void compare(Comparison comparison) throws SQLException {
        if (comparison.isKeyless() || comparison.rows() == 0) {
            return;
        }
        LocalDateTime boundary = LocalDateTime.ofInstant(LaterGroups.boundary(comparison.job()), ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection()) {
            boolean isEqual = isEqual(connection, comparison, comparison.staged());
            boolean hasChanged =
                    runLog.hasChangedSince(connection, comparison.job().table(), boundary);
            comparison.compared(isEqual, !isEqual || hasChanged);
        }
    }

    /** Notes whether the target has exactly one equal row for each row that the later table groups have left. */
    public void compareAgain(Comparison comparison) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<Long> expected = comparison
                    .sql(warehouse)
                    .expectedRows()
                    .counts(connection, comparison.staged().size());
            comparison.compared(isEqual(connection, comparison, expected), true);
        }
    }

    private boolean isEqual(Connection connection, Comparison comparison, List<Long> expected) throws SQLException {
        Map<Integer, List<Long>> counts = new HashMap<>();
        Jdbc.query(
                connection,
                comparison.sql(warehouse).expectedRows().countEqual(),
                row -> counts.put(row.getInt(1), List.of(row.getLong(2), row.getLong(3), row.getLong(4))));
        for (int ordinal = 0; ordinal < expected.size(); ordinal++) {
            long rows = expected.get(ordinal);
            if (rows > 0 && !List.of(rows, rows, rows).equals(counts.get(ordinal))) {
                return false;
            }
        }
        return comparison.isKeyUnique() || !hasRepeatedKeys(connection, comparison);
    }

    /** Of two equal rows with one key, both find the one that the target has. */
    private boolean hasRepeatedKeys(Connection connection, Comparison comparison) throws SQLException {
        String anyRepeated = comparison.sql(warehouse).expectedRows().anyRepeated();
        return Jdbc.first(connection, anyRepeated, row -> 1).isPresent();
    }
}
