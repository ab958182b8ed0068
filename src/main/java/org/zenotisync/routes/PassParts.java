package org.zenotisync.routes;

import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.cycle.BeginPass;
import org.zenotisync.cycle.ChooseLanes;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.ListFeed;
import org.zenotisync.cycle.MakeMissingTables;
import org.zenotisync.cycle.NoteProgress;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.PlanBacklog;
import org.zenotisync.cycle.PrepareCheckpoints;
import org.zenotisync.cycle.PreviewCycle;
import org.zenotisync.cycle.PublishListing;
import org.zenotisync.cycle.ReportUnknownAndLate;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.cycle.UnknownReport;

/** Assembles the steps of a pass, and what shows beforehand what they would do. */
final class PassParts {

    private final BeginPass beginPass;
    private final MakeMissingTables makeMissingTables;
    private final ListFeed listFeed;
    private final PlanBacklog planBacklog;
    private final PublishListing publishListing;
    private final PrepareCheckpoints prepareCheckpoints;
    private final ReportUnknownAndLate reportUnknownAndLate;
    private final ChooseLanes chooseLanes;
    private final NoteProgress noteProgress;
    private final PreviewCycle previewCycle;

    PassParts(
            SyncCore core,
            SchemaParts schema,
            TableGroupSteps tableGroups,
            ContentCheck contents,
            Pauses pauses,
            UnknownReport unknownReport,
            LateReport.Receiver lateObjects,
            String logPrefix) {
        SyncConfig config = core.config();
        DataSource dataSource = core.dataSource();
        ControlTables control = core.control();
        beginPass = new BeginPass(config, dataSource, core.warehouse(), control, pauses);
        makeMissingTables = new MakeMissingTables(config, dataSource, control, schema.applier());
        listFeed = new ListFeed(config, dataSource, control, core.listing(), core.eachSource());
        planBacklog = new PlanBacklog(config, dataSource, control, core.clock(), contents, schema.steps());
        publishListing = new PublishListing(config);
        prepareCheckpoints = new PrepareCheckpoints(dataSource, control);
        reportUnknownAndLate = new ReportUnknownAndLate(
                unknownReport, new LateReport(dataSource, config, control.lateObjects(), lateObjects));
        chooseLanes = new ChooseLanes(schema.steps(), tableGroups, logPrefix);
        noteProgress = new NoteProgress(config, dataSource, control, contents);
        previewCycle = new PreviewCycle(
                config,
                dataSource,
                core.warehouse(),
                control,
                core.listing(),
                core.eachSource(),
                schema.changes(),
                listFeed,
                planBacklog,
                new ContentCheck(core.objectsWithoutRoutes()));
    }

    BeginPass beginPass() {
        return beginPass;
    }

    MakeMissingTables makeMissingTables() {
        return makeMissingTables;
    }

    ListFeed listFeed() {
        return listFeed;
    }

    PlanBacklog planBacklog() {
        return planBacklog;
    }

    PublishListing publishListing() {
        return publishListing;
    }

    PrepareCheckpoints prepareCheckpoints() {
        return prepareCheckpoints;
    }

    ReportUnknownAndLate reportUnknownAndLate() {
        return reportUnknownAndLate;
    }

    ChooseLanes chooseLanes() {
        return chooseLanes;
    }

    NoteProgress noteProgress() {
        return noteProgress;
    }

    PreviewCycle previewCycle() {
        return previewCycle;
    }
}
