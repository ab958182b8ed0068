package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.model.FeedTable;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Finds out what a cycle would do now, for the command {@code plan}. Changes nothing, and does not need control tables.
 */
public final class PreviewCycle {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewCycle.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final ControlTables control;
    private final FeedListing listing;
    private final EachSource eachSource;
    private final SchemaChanges schemaChanges;
    private final ListFeed listFeed;
    private final PlanBacklog planBacklog;
    private final ContentCheck contents;

    /** @param contents reads objects without routes */
    public PreviewCycle(
            SyncConfig config,
            DataSource dataSource,
            Warehouse warehouse,
            ControlTables control,
            FeedListing listing,
            EachSource eachSource,
            SchemaChanges schemaChanges,
            ListFeed listFeed,
            PlanBacklog planBacklog,
            ContentCheck contents) {
        this.config = config;
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.control = control;
        this.listing = listing;
        this.eachSource = eachSource;
        this.schemaChanges = schemaChanges;
        this.listFeed = listFeed;
        this.planBacklog = planBacklog;
        this.contents = contents;
    }

    /**
     * What a cycle would do now.
     *
     * @param source only the source with this name; empty for all
     * @throws ConfigException if there is no such source
     */
    public Preview preview(Optional<String> source) throws SQLException {
        Cycle cycle = new Cycle(
                eachSource.run(chosen(source), each -> listing.level(each, ""), PreviewCycle::warn),
                new SyncEvents(List.of()));
        boolean isNew = !control.exist();
        List<Checkpoint> checkpoints = isNew
                ? List.of()
                : Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds()));
        List<KnownTable> known =
                isNew ? List.of() : Jdbc.with(dataSource, c -> control.tables().allKnown(c));
        List<FeedTable> tables = known.stream().map(KnownTable::table).toList();
        BeginPass.warnOfWrongKeys(config, tables);
        BeginPass.warnOfUnfitColumns(config, tables);
        List<SchemaFile> files = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<String, SchemaHolds> holds = new HashMap<>();
        for (Source each : cycle.sources()) {
            SchemaChanges.Found found =
                    schemaChanges.preview(each, cycle.root(each).folders(), isNew);
            files.addAll(found.files());
            found.unknown().keys().forEach(key -> unknown.add(each.uri(key)));
            holds.put(each.id(), isNew ? SchemaHolds.NONE : holds(each, found.files()));
        }
        List<FeedScan> scans = listFeed.scan(cycle, checkpoints);
        List<PodScan> pods =
                scans.stream().flatMap(scan -> scan.pods().stream()).toList();
        scans.forEach(
                scan -> scan.unknown().forEach(key -> unknown.add(scan.source().uri(key))));
        Backlog backlog =
                planBacklog.plan(cycle, checkpoints, pods, new ContentNotes(config, dataSource, control, contents));
        Stream.concat(
                        scans.stream().flatMap(scan -> scan.failures().stream()),
                        backlog.misnamed().stream().map(PlanBacklog::misnamed))
                .forEach(problem -> LOG.error("{}: {}", problem.subject(), problem.reason()));
        scans.forEach(scan -> listFeed.warnOfPrefix(cycle, scan));
        return new Preview(
                files,
                unknown,
                backlog,
                PausedNames.of(Jdbc.with(dataSource, control.pausedTables()::all)),
                holds,
                HiddenColumns.of(config, warehouse, known, guests()));
    }

    /** By which columns rows of a table are left out, since guests are forgotten. */
    private Function<KnownTable, Set<String>> guests() throws SQLException {
        boolean isAnyForgotten =
                !Jdbc.with(dataSource, control.guestRecords()::all).isEmpty();
        return known -> isAnyForgotten ? config.guestColumns().of(known.table()) : Set.of();
    }

    private List<Source> chosen(Optional<String> name) {
        return name.isEmpty()
                ? config.sources()
                : List.of(config.sourceNamed(name.get())
                        .orElseThrow(() -> new ConfigException("--source: there is no source '" + name.get()
                                + "'; the sources are " + config.sourceNames())));
    }

    private static void warn(Source source, ListingException failure) {
        LOG.error("{}: {}", source, Failures.text(failure));
    }

    private SchemaHolds holds(Source source, List<SchemaFile> files) throws SQLException {
        return RecordedHolds.of(
                files, Jdbc.with(dataSource, c -> control.schemaFiles().of(c, source.id())));
    }
}
