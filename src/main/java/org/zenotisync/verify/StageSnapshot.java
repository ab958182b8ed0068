package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.stage.SnapshotRows;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.ExpectedRowsSql;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** Step of a verification: reads the snapshots of a table into a stage, the expected rows. */
public final class StageSnapshot {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ObjectReader objects;
    private final ReadCounters counters;

    public StageSnapshot(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            ObjectReader objects,
            ReadCounters counters) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.objects = objects;
        this.counters = counters;
    }

    /**
     * Fills the stage.
     *
     * @throws LoadException if a file cannot be read; the message names it
     */
    public void stage(Comparison comparison) throws LoadException, SQLException {
        SnapshotRows rows = rows(comparison);
        try (Connection connection = dataSource.getConnection()) {
            // its types are known only when it is there
            fill(connection, stage(CompareTables.EXPECTED, comparison), sink -> {});
            if (hasTypesOfTarget(connection, comparison)) {
                warehouse.dropTemporary(connection, CompareTables.EXPECTED);
                requireAll(rows, fill(connection, stage(CompareTables.EXPECTED, comparison), rows));
            } else {
                fillConverted(connection, comparison, rows);
            }
        }
        comparison.staged(rows.staged(), rows.isKeyUnique(), rows.bad(), rows.lacking());
    }

    /** The owner of the target has given columns other types: values are converted, as a merge does. */
    private void fillConverted(Connection connection, Comparison comparison, SnapshotRows rows)
            throws LoadException, SQLException {
        ExpectedRowsSql sql = comparison.sql(warehouse).expectedRows();
        requireAll(rows, fill(connection, stage(StageTable.NAME, comparison), rows));
        warehouse.dropTemporary(connection, CompareTables.EXPECTED);
        warehouse.createTemporary(connection, CompareTables.EXPECTED, sql.noRowsOfTarget());
        requireAll(rows, Jdbc.update(connection, sql.convert(StageTable.NAME)));
        warehouse.clearStage(connection);
        warehouse.analyzeTemporary(connection, CompareTables.EXPECTED, comparison.match());
    }

    private static StageTable stage(String name, Comparison comparison) {
        return new StageTable(name, comparison.definition(), comparison.match());
    }

    private static void requireAll(SnapshotRows rows, long written) throws LoadException {
        MergeCounts.requireEqual(
                "rows of the snapshot were read",
                rows.staged().stream().mapToLong(Long::longValue).sum(),
                written);
    }

    private long fill(Connection connection, StageTable stage, RowSource rows) throws LoadException, SQLException {
        try {
            return warehouse.fillStage(connection, stage, rows);
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadException(String.valueOf(e.getMessage()), e);
        }
    }

    private SnapshotRows rows(Comparison comparison) {
        return new SnapshotRows(
                comparison.job().snapshots(),
                comparison.kind(),
                new FileRules(comparison.tableOfSnapshot(), comparison.key().columns(), comparison.match()),
                config,
                objects,
                counters);
    }

    private boolean hasTypesOfTarget(Connection connection, Comparison comparison) throws SQLException {
        ExpectedRowsSql sql = comparison.sql(warehouse).expectedRows();
        return types(connection, sql.selectNothingExpected()).equals(types(connection, sql.selectNothing()));
    }

    private static List<String> types(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData columns = statement.executeQuery().getMetaData();
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                types.add(
                        columns.getColumnTypeName(i) + "(" + columns.getPrecision(i) + "," + columns.getScale(i) + ")");
            }
            return types;
        }
    }
}
