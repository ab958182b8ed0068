package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.TableVerification;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.merge.RestoredRows;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.RestoreSql;
import org.zenotisync.warehouse.Warehouse;

/**
 * Step of a restore: inserts the expected rows that the target lacks; if asked for, sets those that differ and removes
 * those that should not be there. Repeating it changes nothing.
 */
public final class BringBack {

    private static final Logger LOG = LoggerFactory.getLogger(BringBack.class);

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final RunLog runLog;
    private final VerifyOutcomes outcomes;
    private final RestoredRows restored;

    BringBack(DataSource dataSource, Warehouse warehouse, SyncConfig config, RunLog runLog, VerifyOutcomes outcomes) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.runLog = runLog;
        this.outcomes = outcomes;
        this.restored = new RestoredRows(warehouse);
    }

    /**
     * Brings the target to the expected rows.
     *
     * @throws LoadException if the counts do not match
     */
    public void restore(Comparison comparison) throws LoadException, SQLException {
        VerifyRequest.Restore request = comparison.job().request().restore().orElseThrow();
        TableVerification.Counts counts = sum(comparison.outcomes());
        try (Connection connection = dataSource.getConnection()) {
            Optional<String> refusal = refusal(connection, comparison, request, counts);
            if (refusal.isPresent()) {
                comparison.refuse(refusal.get());
                return;
            }
            if (request.isDryRun()) {
                comparison.restored(new TableVerification.Restored(
                        counts.missing(),
                        request.replaces() ? counts.different() : 0,
                        request.replaces() ? counts.surplus() + counts.notDeleted() : 0));
                return;
            }
            TableVerification.Restored restored = bringBack(connection, comparison, request, counts);
            comparison.restored(restored);
            if (!restored.equals(TableVerification.Restored.NOTHING)) {
                record(connection, comparison, restored);
                outcomes.forget(
                        connection,
                        comparison.outcomes().stream()
                                .map(TableVerification::track)
                                .toList());
                LOG.info(
                        "{}: {} inserted, {} replaced, {} deleted by the snapshot of {}",
                        comparison.job().table(),
                        Quantity.of(restored.inserted(), "row"),
                        restored.replaced(),
                        restored.deleted(),
                        comparison.job().snapshots().get(0).snapshot().month());
            }
        }
    }

    /** Why a table is not restored without being asked for twice; empty if it is. */
    private Optional<String> refusal(
            Connection connection,
            Comparison comparison,
            VerifyRequest.Restore request,
            TableVerification.Counts counts)
            throws SQLException {
        MergeSql sql = warehouse.mergeSql(comparison.definition(), comparison.target(), comparison.match());
        boolean isEmpty = counts.missing() > 0
                && Jdbc.first(connection, sql.anyTargetRow(), row -> 1).isEmpty();
        if (isEmpty && !request.intoEmpty()) {
            return Optional.of("the table " + comparison.target() + " is empty, and a snapshot holds one month only:"
                    + " 'replay --table " + comparison.job().table() + " --from-group 1' fills it completely; to bring"
                    + " back only this month, add --into-empty");
        }
        long rows = comparison.rowsAskedFor();
        boolean isDoubtful = comparison.isKeyless() && counts.missing() * 2 > rows;
        if (isDoubtful && !isEmpty && !request.isConfirmed()) {
            return Optional.of("the target has only " + (rows - counts.missing()) + " of the " + rows
                    + " rows of the snapshot; if a column differs in all rows, name it in zenoti.verify.ignore-columns,"
                    + " else the rows would be there twice; add --yes to restore them");
        }
        return Optional.empty();
    }

    private TableVerification.Restored bringBack(
            Connection connection,
            Comparison comparison,
            VerifyRequest.Restore request,
            TableVerification.Counts counts)
            throws LoadException, SQLException {
        RestoreSql sql = comparison.sql(warehouse).restore();
        long inserted = counts.missing() == 0 ? 0 : Jdbc.update(connection, sql.insertMissing(comparison.askedFor()));
        MergeCounts.requireEqual("missing rows were to be inserted", counts.missing(), inserted);
        if (inserted > 0
                && comparison.isKeyless()
                && config.sharedTables().contains(comparison.job().table())) {
            noteForRivals(connection, comparison, sql);
        }
        if (!request.replaces() || comparison.isKeyless()) {
            return new TableVerification.Restored(inserted, 0, 0);
        }
        long deleted = 0;
        if (counts.different() + counts.surplus() > 0) {
            warehouse
                    .stages()
                    .createKeyed(
                            connection,
                            CompareTables.REPLACEMENT,
                            sql.selectReplacement(comparison.askedFor()),
                            comparison.matchColumns());
            warehouse.stages().analyzeTemporary(connection, CompareTables.REPLACEMENT, comparison.match());
            long removed = Jdbc.update(connection, sql.deleteReplaced());
            deleted = removed - Jdbc.update(connection, sql.insertReplacement());
            MergeCounts.requireEqual("surplus rows were to be deleted", counts.surplus(), deleted);
        }
        if (counts.notDeleted() > 0) {
            deleted += Jdbc.update(connection, sql.deleteNotDeleted(comparison.askedFor()));
        }
        return new TableVerification.Restored(inserted, counts.different(), deleted);
    }

    /** Other sources that a shared append-only fact was consumed from may bring the rows, too. */
    private void noteForRivals(Connection connection, Comparison comparison, RestoreSql sql) throws SQLException {
        Map<String, List<Integer>> ofSource = comparison.askedFor().stream()
                .collect(Collectors.groupingBy(
                        ordinal -> comparison.job().track(ordinal).source()));
        for (Map.Entry<String, List<Integer>> entry : ofSource.entrySet()) {
            Set<String> rivals = comparison.checkpoints().stream()
                    .filter(Checkpoint::hasConsumed)
                    .map(Checkpoint::source)
                    .filter(other -> !other.equals(entry.getKey()))
                    .filter(other -> !config.areOfDifferentOrganizations(entry.getKey(), other))
                    .collect(Collectors.toSet());
            for (String rival : rivals) {
                restored.noteFor(connection, rival, comparison.target(), comparison.table(), sql, entry.getValue());
            }
        }
    }

    private static TableVerification.Counts sum(List<TableVerification> outcomes) {
        TableVerification.Counts sum = TableVerification.Counts.NONE;
        for (TableVerification outcome : outcomes) {
            sum = sum.plus(outcome.counts());
        }
        return sum;
    }

    private void record(Connection connection, Comparison comparison, TableVerification.Restored restored)
            throws SQLException {
        Track track = comparison.outcomes().get(0).track();
        long last = comparison.checkpoints().stream()
                .filter(checkpoint -> checkpoint.track().equals(track))
                .mapToLong(Checkpoint::lastGroup)
                .findFirst()
                .orElse(0);
        if (last == 0) {
            return;
        }
        runLog.add(
                connection,
                new RunLog.Attempt(
                        track.group(last),
                        Optional.of(comparison.kind()),
                        RunLog.Outcome.RESTORED,
                        new RunLog.Counts(
                                comparison.rows(),
                                restored.inserted(),
                                restored.replaced(),
                                restored.deleted(),
                                0,
                                0,
                                0),
                        comparison.job().snapshots().stream()
                                .mapToLong(snapshot -> snapshot.files().size())
                                .sum(),
                        comparison.job().snapshots().stream()
                                .mapToLong(snapshot -> snapshot.bytes())
                                .sum(),
                        comparison.took(),
                        Optional.empty()));
    }

    /** Drops the temporary tables of the comparison, unless the end of the transaction does. */
    public void dropTemporary(Comparison comparison) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (String name : CompareTables.TEMPORARY) {
                warehouse.stages().dropTemporary(connection, name);
            }
            warehouse.stages().dropStage(connection);
        }
    }
}
