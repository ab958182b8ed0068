package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.stage.SnapshotRows;
import org.zenotisync.warehouse.CompareSql;
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
        List<Run> runs = runs(comparison);
        try (Connection connection = dataSource.getConnection()) {
            // its types are known only when it is there
            fill(connection, stage(CompareTables.EXPECTED, comparison, 0), sink -> {});
            boolean isFilledDirectly = runs.size() == 1 && hasTypesOfTarget(connection, comparison);
            warehouse.stages().dropTemporary(connection, CompareTables.EXPECTED);
            if (isFilledDirectly) {
                SnapshotRows rows = runs.get(0).rows();
                requireAll(rows, fill(connection, stage(CompareTables.EXPECTED, comparison, 0), rows));
            } else {
                fillConverted(connection, comparison, runs);
            }
            noteStaged(comparison, runs);
            leaveOutCopies(connection, comparison);
        }
    }

    /**
     * Snapshots that come one after the other and have their columns in the same order.
     *
     * @param first ordinal of the first of them
     */
    private record Run(int first, SnapshotRows rows) {}

    private List<Run> runs(Comparison comparison) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        int snapshots = comparison.job().snapshots().size();
        for (int next = 1; next <= snapshots; next++) {
            if (next == snapshots || !hasSameOrder(comparison, first, next)) {
                runs.add(new Run(first, rows(comparison, first, next)));
                first = next;
            }
        }
        return runs;
    }

    private static boolean hasSameOrder(Comparison comparison, int ordinal, int other) {
        return comparison
                .layout(ordinal)
                .feed()
                .definition()
                .columnNames()
                .equals(comparison.layout(other).feed().definition().columnNames());
    }

    /**
     * The owner of the target has given columns other types, or the snapshots have their columns in different orders:
     * values are converted, as a merge does.
     */
    private void fillConverted(Connection connection, Comparison comparison, List<Run> runs)
            throws LoadException, SQLException {
        ExpectedRowsSql sql = comparison.sql(warehouse).expectedRows();
        long before = 0;
        for (Run run : runs) {
            requireAll(run.rows(), fill(connection, stage(StageTable.NAME, comparison, run.first()), run.rows()));
            if (run.first() == 0) {
                warehouse
                        .stages()
                        .createKeyed(
                                connection, CompareTables.EXPECTED, sql.noRowsOfTarget(), comparison.matchColumns());
            }
            long moved = Jdbc.update(connection, sql.convert(StageTable.NAME, run.first(), before));
            requireAll(run.rows(), moved);
            before += moved;
            warehouse.stages().clearStage(connection);
        }
        warehouse.stages().analyzeTemporary(connection, CompareTables.EXPECTED, comparison.match());
    }

    private static void noteStaged(Comparison comparison, List<Run> runs) {
        List<Long> staged = new ArrayList<>();
        List<Long> bad = new ArrayList<>();
        Set<String> lacking = new HashSet<>();
        for (Run run : runs) {
            staged.addAll(run.rows().staged());
            bad.addAll(run.rows().bad());
            lacking.addAll(run.rows().lacking());
        }
        // of keys in two runs nobody knows
        boolean isKeyUnique = runs.size() == 1 && runs.get(0).rows().isKeyUnique();
        comparison.staged(staged, isKeyUnique, bad, lacking);
    }

    /** Of equal rows that the snapshots of several sources have, only those of one are expected. */
    private void leaveOutCopies(Connection connection, Comparison comparison) throws SQLException {
        if (comparison.rivals().size() < 2 || comparison.isKeyUnique()) {
            return;
        }
        CompareSql sql = comparison.sql(warehouse);
        warehouse
                .stages()
                .createKeyed(connection, CompareTables.TWICE, sql.copies().selectTwice(), comparison.matchColumns());
        warehouse.stages().analyzeTemporary(connection, CompareTables.TWICE, comparison.match());
        warehouse
                .stages()
                .createKeyed(
                        connection,
                        CompareTables.COPY,
                        sql.copies().selectCopies(comparison.askedFor()),
                        List.of(StageTable.ROW));
        Jdbc.update(connection, sql.copies().deleteCopies());
        warehouse.stages().dropTemporary(connection, CompareTables.TWICE);
        warehouse.stages().dropTemporary(connection, CompareTables.COPY);
        comparison.withoutCopies(
                sql.expectedRows().counts(connection, comparison.staged().size()));
    }

    private static StageTable stage(String name, Comparison comparison, int ordinal) {
        return new StageTable(name, comparison.layout(ordinal).target().definition(), comparison.match());
    }

    private static void requireAll(SnapshotRows rows, long written) throws LoadException {
        MergeCounts.requireEqual(
                "rows of the snapshot were read",
                rows.staged().stream().mapToLong(Long::longValue).sum(),
                written);
    }

    private long fill(Connection connection, StageTable stage, RowSource rows) throws LoadException, SQLException {
        try {
            return warehouse.stages().fillStage(connection, stage, rows);
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadException(String.valueOf(e.getMessage()), e);
        }
    }

    private SnapshotRows rows(Comparison comparison, int first, int end) {
        List<FileRules> rules = IntStream.range(first, end)
                .mapToObj(ordinal -> new FileRules(
                        comparison.layout(ordinal).feed(),
                        comparison.key().columns(),
                        comparison.match(),
                        comparison.layout(ordinal).rules().hidden(),
                        warehouse.valueLimits()))
                .toList();
        return new SnapshotRows(
                comparison.job().snapshots().subList(first, end),
                comparison.layout(first),
                comparison.kind(),
                rules,
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
