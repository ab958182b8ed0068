package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.warehouse.Jdbc;

/**
 * Finds out what a cycle would do now, for the command {@code plan}. Changes nothing, and does not need control tables.
 */
public final class PreviewCycle {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewCycle.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private final SchemaChanges schemaChanges;
    private final ListFeed listFeed;
    private final PlanBacklog planBacklog;
    private final ContentCheck contents;

    /** @param contents reads objects without routes */
    public PreviewCycle(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            FeedListing listing,
            SchemaChanges schemaChanges,
            ListFeed listFeed,
            PlanBacklog planBacklog,
            ContentCheck contents) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.schemaChanges = schemaChanges;
        this.listFeed = listFeed;
        this.planBacklog = planBacklog;
        this.contents = contents;
    }

    /** What a cycle would do now. */
    public Preview preview() throws SQLException {
        Cycle cycle = new Cycle(listing.level(config.source(), ""), new SyncEvents(List.of()));
        boolean isNew = !control.exist();
        List<Checkpoint> checkpoints = isNew
                ? List.of()
                : Jdbc.with(dataSource, c -> control.checkpoints()
                        .all(c, config.source().id()));
        if (!isNew) {
            BeginPass.warnOfWrongKeys(
                    config, Jdbc.with(dataSource, c -> control.tables().all(c)));
        }
        SchemaChanges.Found found =
                schemaChanges.preview(config.source(), cycle.root().folders(), isNew);
        FeedScan scan = listFeed.scan(cycle, checkpoints);
        Backlog backlog =
                planBacklog.plan(cycle, checkpoints, scan, new ContentNotes(config, dataSource, control, contents));
        Stream.concat(scan.failures().stream(), backlog.misnamed().stream().map(PlanBacklog::misnamed))
                .forEach(problem -> LOG.error("{}: {}", problem.subject(), problem.reason()));
        listFeed.warnOfPrefix(cycle, scan);
        return new Preview(
                found.files(),
                found.unknown().keys(),
                backlog,
                PausedNames.of(Jdbc.with(dataSource, control.pausedTables()::all)),
                isNew ? SchemaHolds.NONE : holds(found.files()));
    }

    private SchemaHolds holds(List<SchemaFile> files) throws SQLException {
        return RecordedHolds.of(files, Jdbc.with(dataSource, c -> control.schemaFiles()
                .of(c, config.source().id())));
    }
}
