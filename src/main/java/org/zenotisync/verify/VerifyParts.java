package org.zenotisync.verify;

import java.time.Clock;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.LoadPlanner;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.cycle.UnconsumedGroups;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.snapshot.SnapshotFinder;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.stage.Stager;
import org.zenotisync.warehouse.Warehouse;

/** Assembles the steps of a verification. */
public final class VerifyParts {

    private final FindSnapshots findSnapshots;
    private final CheckIgnoredColumns checkIgnoredColumns;
    private final PlanComparison planComparison;
    private final StageSnapshot stageSnapshot;
    private final CompareWithTarget compareWithTarget;
    private final ApplyLaterGroups applyLaterGroups;
    private final ListDifferences listDifferences;
    private final BringBack bringBack;
    private final NewSnapshots newSnapshots;
    private final VerifyProgress progress;

    /**
     * @param planner knows the columns of earlier table groups
     * @param stager reads later table groups
     * @param objects opens the files of snapshots
     */
    public VerifyParts(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            ControlTables control,
            FeedListing listing,
            EachSource eachSource,
            UnconsumedGroups unconsumed,
            LoadPlanner planner,
            Stager stager,
            ObjectReader objects,
            ReadCounters counters,
            SyncEvents events,
            Clock clock) {
        LaterGroups laterGroups = new LaterGroups(config, control.manifest(), listing);
        SnapshotFinder finder = new SnapshotFinder(listing);
        findSnapshots = new FindSnapshots(config, dataSource, control, finder, eachSource, unconsumed);
        checkIgnoredColumns = new CheckIgnoredColumns(config, dataSource, control);
        newSnapshots = new NewSnapshots(config, dataSource, control, finder, eachSource);
        planComparison = new PlanComparison(
                dataSource,
                warehouse,
                config,
                control,
                new Readiness(config, control, laterGroups, clock),
                new SnapshotLayout(control, laterGroups));
        stageSnapshot = new StageSnapshot(dataSource, warehouse, config, objects, counters);
        compareWithTarget = new CompareWithTarget(dataSource, warehouse, control.runLog());
        applyLaterGroups = new ApplyLaterGroups(dataSource, warehouse, control.tables(), laterGroups, planner, stager);
        listDifferences = new ListDifferences(dataSource, warehouse, new QuarantinedKeys(control.quarantine()));
        progress = new VerifyProgress(events, counters);
        bringBack = new BringBack(dataSource, warehouse, config, control.runLog(), control.verifyOutcomes());
    }

    public FindSnapshots findSnapshots() {
        return findSnapshots;
    }

    public CheckIgnoredColumns checkIgnoredColumns() {
        return checkIgnoredColumns;
    }

    public PlanComparison planComparison() {
        return planComparison;
    }

    public StageSnapshot stageSnapshot() {
        return stageSnapshot;
    }

    public CompareWithTarget compareWithTarget() {
        return compareWithTarget;
    }

    public ApplyLaterGroups applyLaterGroups() {
        return applyLaterGroups;
    }

    public ListDifferences listDifferences() {
        return listDifferences;
    }

    public VerifyProgress progress() {
        return progress;
    }

    public NewSnapshots newSnapshots() {
        return newSnapshots;
    }

    public BringBack bringBack() {
        return bringBack;
    }
}
