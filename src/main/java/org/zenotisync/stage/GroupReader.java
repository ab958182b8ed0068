package org.zenotisync.stage;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.feed.csv.VoidedRows;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.StagedRows;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.ValueLimits;

/** Reads table groups row by row: what those ways have in common whose rows pass through this program. */
final class GroupReader {

    private final SyncConfig config;
    private final ObjectReader objects;
    private final Executor executor;
    private final ReadCounters counters;
    private final ValueLimits limits;

    /**
     * @param executor opens objects before they are read; each lane needs one of its threads
     * @param limits what the target has no place for
     */
    GroupReader(SyncConfig config, ObjectReader objects, Executor executor, ReadCounters counters, ValueLimits limits) {
        this.config = config;
        this.objects = objects;
        this.executor = executor;
        this.counters = counters;
        this.limits = limits;
    }

    /** The rows of a table group, which are read when a warehouse takes them. */
    TableGroupRows rows(LoadPlan plan, Destination destination) {
        MergePlan merge = plan.merge();
        boolean isAppendOnly = merge.kind() == TableKind.APPEND_ONLY_FACT;
        boolean hasOnlyLiveRows = isAppendOnly || merge.kind() == TableKind.FACT && destination == Destination.TARGET;
        return new TableGroupRows(
                plan.files(),
                plan.projection(),
                new TableCsvReader(
                        plan.rules().within(limits),
                        merge.kind(),
                        config.emptyText(),
                        hasOnlyLiveRows ? VoidedRows.LEAVE_OUT : VoidedRows.HAND_ON),
                objects,
                isAppendOnly ? Optional.of(new DigestingReader(objects)) : Optional.empty(),
                executor,
                counters,
                config.badRows(),
                destination,
                ForgottenRows.of(merge, destination),
                new UniqueKeys(
                        merge.table().definition(),
                        merge.kind(),
                        merge.sql().match(),
                        merge.key().columns()));
    }

    /**
     * Has a warehouse take the rows.
     *
     * @param write the call of the warehouse, which returns the number of rows that it reports as written
     * @throws LoadException if a file cannot be opened or read, or the counts do not match
     */
    static StagedGroup take(LoadPlan plan, TableGroupRows rows, Callable<Long> write)
            throws LoadException, SQLException {
        long written = run(write);
        MergeCounts.requireEqual("rows were read", rows.counts().staged(), written);
        return new StagedGroup(
                plan,
                rows.counts(),
                rows.stagedFiles(),
                rows.badRows(),
                new StagedRows(
                        plan.merge(),
                        written,
                        rows.counts().voided(),
                        rows.destination(),
                        plan.hasSeveralBatches(),
                        rows.isKeyUnique(),
                        rows.hasNullKeys(),
                        OptionalLong.empty(),
                        rows.keysOnly()));
    }

    private static long run(Callable<Long> write) throws LoadException, SQLException {
        try {
            return write.call();
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadException(String.valueOf(e.getMessage()), e);
        }
    }
}
