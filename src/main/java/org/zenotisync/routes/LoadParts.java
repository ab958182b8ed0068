package org.zenotisync.routes;

import java.util.concurrent.Executor;
import org.zenotisync.checkpoint.LastGroupRepository;
import org.zenotisync.consume.Attempts;
import org.zenotisync.consume.Consumption;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.consume.GuestFilters;
import org.zenotisync.consume.LoadPlanner;
import org.zenotisync.consume.MergeTableGroup;
import org.zenotisync.consume.StageTableGroup;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.merge.AppendOnlyFactMerge;
import org.zenotisync.merge.DimensionMerge;
import org.zenotisync.merge.FactMerge;
import org.zenotisync.merge.Merge;
import org.zenotisync.stage.Stager;

/** Assembles what loads a table group. */
final class LoadParts {

    private final SyncCore core;
    private final LoadPlanner planner;
    private final Stager stager;
    private final StageTableGroup stageTableGroup;
    private final Consumption consumption;
    private final TableGroupSteps steps;

    /** @param readers the threads that request objects in advance */
    LoadParts(SyncCore core, ContentCheck contents, Pauses pauses, Executor readers) {
        this.core = core;
        ControlTables control = core.control();
        Attempts attempts = new Attempts();
        planner = new LoadPlanner(
                core.dataSource(),
                core.warehouse(),
                core.config(),
                control.checkpoints(),
                control.tables(),
                control.layouts(),
                new GuestFilters(core.config(), control.guestRecords()));
        stager = new Stager(core.warehouse(), core.config(), core.objects(), core.listing(), readers, core.counters());
        stageTableGroup = new StageTableGroup(core.dataSource(), core.config(), control.manifest(), contents, stager);
        consumption = new Consumption(
                core.dataSource(),
                core.warehouse(),
                core.config(),
                control.manifest(),
                control.runLog(),
                control.quarantine(),
                control.lateObjects(),
                attempts);
        steps = new TableGroupSteps(core.config(), control, consumption, pauses, attempts);
    }

    LoadPlanner planner() {
        return planner;
    }

    Stager stager() {
        return stager;
    }

    StageTableGroup stageTableGroup() {
        return stageTableGroup;
    }

    Consumption consumption() {
        return consumption;
    }

    TableGroupSteps steps() {
        return steps;
    }

    MergeTableGroup factMerge() {
        return merging(new FactMerge());
    }

    MergeTableGroup dimensionMerge() {
        return merging(new DimensionMerge());
    }

    MergeTableGroup appendOnlyFactMerge() {
        return merging(new AppendOnlyFactMerge(core.warehouse()));
    }

    private MergeTableGroup merging(Merge merge) {
        return new MergeTableGroup(core.dataSource(), core.control().checkpoints(), merge);
    }

    LastGroupRepository lastGroups() {
        return new LastGroupRepository(core.dataSource(), core.control().checkpoints());
    }
}
