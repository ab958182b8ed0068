package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaConcerns;
import org.zenotisync.schema.SchemaException;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.schema.SchemaWaitsException;
import org.zenotisync.warehouse.Jdbc;

/**
 * The steps of the schema route: which files are applied, how each one ended, and which tables wait for a file that is
 * not applied.
 */
public final class SchemaSteps {

    /** How often the search for schema files is tried again. */
    public static final int RETRIES = 3;

    /**
     * How often a cycle lists again because schema files have come during its listing, before tables wait for the next
     * cycle.
     */
    private static final int ROUNDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaSteps.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private final EachSource eachSource;
    private final SchemaChanges schemaChanges;
    private final SchemaApplier schemaApplier;
    private final SchemaConcerns concerns;
    private final LoadedPast loadedPast;
    private final UnknownReport unknownReport;

    public SchemaSteps(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            FeedListing listing,
            EachSource eachSource,
            SchemaChanges schemaChanges,
            SchemaApplier schemaApplier,
            SchemaConcerns concerns,
            UnknownReport unknownReport) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.eachSource = eachSource;
        this.schemaChanges = schemaChanges;
        this.schemaApplier = schemaApplier;
        this.concerns = concerns;
        this.loadedPast = new LoadedPast(config, dataSource, control);
        this.unknownReport = unknownReport;
    }

    /**
     * The schema files of all sources that are new, have changed or were refused before, in the order in which they are
     * applied.
     *
     * @throws IOException if a file that the first set-up needs cannot be read at the moment; after {@link #RETRIES}
     *     retries the search continues without that file
     */
    public List<SchemaFile> findSchemaFiles(Cycle cycle) throws SQLException, IOException {
        List<SchemaFile> files = new ArrayList<>();
        for (Map.Entry<Source, SchemaChanges.Found> found : findOfEach(cycle).entrySet()) {
            files.addAll(findSchemaFiles(found.getKey(), found.getValue(), cycle));
        }
        return files;
    }

    /** What is found in each source. One that cannot be listed is left out of the cycle. */
    private Map<Source, SchemaChanges.Found> findOfEach(Cycle cycle) throws SQLException, IOException {
        try {
            return eachSource.run(
                    cycle.sources(),
                    source -> find(source, cycle),
                    (source, failure) -> cycle.leaveOut(source, Failures.text(failure)));
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private List<SchemaFile> findSchemaFiles(Source source, SchemaChanges.Found first, Cycle cycle)
            throws SQLException, IOException {
        SchemaChanges.Found found = first;
        forget(found.gone());
        Map<SchemaFile, ConcernedTables> refusedBefore = new LinkedHashMap<>();
        for (SchemaFile file : found.files()) {
            if (file.isRefusedByEarlierVersion()) {
                refusedBefore.put(file, concerns.of(file, found.tables()).tables());
            }
        }
        if (!refusedBefore.isEmpty()) {
            loadedPast.report(refusedBefore);
            // the report has recorded more about them
            found = find(source, cycle);
        }
        cycle.schema(source).found(found);
        List<String> unknown = found.unknown().keys();
        cycle.unknownFound(source, unknown);
        unknownReport.update(source, unknown, found.unknown().others() == 0, key -> LookedAt.isOfSchema(source, key));
        return found.files();
    }

    private SchemaChanges.Found find(Source source, Cycle cycle) throws SQLException, IOException {
        boolean firstSetUp = !isAnythingConsumed(source);
        List<String> folders = cycle.root(source).folders();
        try {
            return schemaChanges.find(source, folders, firstSetUp, SchemaChanges.Attempt.NOT_LAST);
        } catch (IOException e) {
            if (Failures.isTransient(e) && cycle.schema(source).nextSearch() <= RETRIES) {
                throw e;
            }
            return schemaChanges.find(source, folders, firstSetUp, SchemaChanges.Attempt.LAST);
        }
    }

    private boolean isAnythingConsumed(Source source) throws SQLException {
        return Jdbc.with(dataSource, c -> control.checkpoints().all(c, source.id())).stream()
                .anyMatch(Checkpoint::hasConsumed);
    }

    /** Tables do not wait any more for a file that was not applied and is no longer in the bucket. */
    private void forget(List<SchemaFileEntry> gone) throws SQLException {
        for (SchemaFileEntry file : gone) {
            Jdbc.run(dataSource, connection -> {
                control.schemaFiles()
                        .decide(
                                connection,
                                file,
                                SchemaFileOutcome.REMOVED,
                                "it was not applied and is no longer in the bucket",
                                file.tables().orElse(ConcernedTables.NONE),
                                Optional.empty());
            });
            LOG.warn(
                    "{} was not applied and is no longer in the bucket: tables do not wait for it any more",
                    Source.uri(file.source(), file.key()));
        }
    }

    /**
     * Checks that a schema file is applied only after the files before it, because columns are added in the order of
     * the upgrades. If it has to wait, its transaction is rolled back.
     *
     * @throws SchemaWaitsException if an earlier file of one of its tables is not applied
     * @throws SchemaException if the first set-up could not read it
     */
    public void requireItsTurn(SchemaFile file, Cycle cycle) throws SchemaException {
        schema(file, cycle).requireReadable(file);
        Optional<SchemaHolds.Hold> earlier = earlier(file, cycle);
        if (earlier.isPresent()) {
            throw new SchemaWaitsException(comesAfter(earlier.get()));
        }
    }

    private Optional<SchemaHolds.Hold> earlier(SchemaFile file, Cycle cycle) {
        return schema(file, cycle).earlier(file, () -> tablesOfScript(file, cycle));
    }

    private static String comesAfter(SchemaHolds.Hold earlier) {
        return "it comes after " + earlier.address() + ", which is not applied";
    }

    /** The tables of a script; none if the file cannot be read, because its own failure reports that. */
    private ConcernedTables tablesOfScript(SchemaFile file, Cycle cycle) {
        SchemaConcerns.Concern concern = concerns.of(file, schema(file, cycle).tables());
        return concern.reading() == SchemaConcerns.Reading.SCRIPT ? concern.tables() : ConcernedTables.NONE;
    }

    private static CycleSchema schema(SchemaFile file, Cycle cycle) {
        return cycle.schema(file.object().source());
    }

    /** Whether any schema file waits. Upgrades are published before the data that needs them. */
    boolean isAnySchemaFileWaiting(Cycle cycle) throws SQLException {
        for (Source source : cycle.sources()) {
            boolean isWaiting = !schemaChanges
                    .preview(source, cycle.root(source).folders(), false)
                    .files()
                    .isEmpty();
            if (isWaiting) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether schema files have come or changed since this cycle has applied the earlier ones. The data that was listed
     * in the meantime may need them. If they keep coming, tables wait for the next cycle instead.
     *
     * @param backlog only the sources that it is to load from are looked at
     */
    boolean isOutdated(Cycle cycle, Backlog backlog) throws SQLException {
        Set<String> loaded =
                backlog.tableGroups().stream().map(group -> group.id().source()).collect(Collectors.toSet());
        boolean isOutdated = false;
        for (Source source : cycle.sources()) {
            isOutdated |= loaded.contains(source.id()) && isOutdatedOrUnreachable(source, cycle);
        }
        return isOutdated;
    }

    /** A source that cannot be listed any more does not stop the others: the pass is planned again without it. */
    private boolean isOutdatedOrUnreachable(Source source, Cycle cycle) throws SQLException {
        try {
            return isOutdated(source, cycle);
        } catch (ListingException e) {
            if (cycle.sources().size() == 1) {
                throw e;
            }
            cycle.leaveOut(source, Failures.text(e));
            return true;
        }
    }

    private boolean isOutdated(Source source, Cycle cycle) throws SQLException {
        FeedListing.Level root = listing.level(source, "");
        SchemaChanges.Found found = schemaChanges.preview(source, root.folders(), false);
        CycleSchema schema = cycle.schema(source);
        if (!schema.isOutdated(found)) {
            return false;
        }
        boolean isAgain = schema.nextRound() <= ROUNDS;
        if (isAgain) {
            LOG.info("Schema files have come or changed while the feed was listed: they are applied first");
            cycle.rootListed(source, root);
        } else {
            LOG.warn("Schema files keep coming or changing: all tables wait for the next cycle");
            schema.found(found);
            schema.laterFilesLeftOut();
        }
        return isAgain;
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied(SchemaFile file, Cycle cycle) {
        schemaApplier.logApplied(file);
        cycle.publish(new SyncEvent.SchemaFileApplied(file.object().uri()));
        schema(file, cycle).applied(file);
    }

    /** Notes that a schema file is not applied. Its tables wait; the other files and tables continue. */
    public void schemaFileFailed(SchemaFile file, Exception failure, Cycle cycle) throws SQLException {
        SchemaConcerns.Concern concern = concerns.of(file, schema(file, cycle).tables());
        List<String> targets = Jdbc.with(dataSource, c -> control.tables().all(c)).stream()
                .map(table -> config.target().nameOf(table.name()))
                .toList();
        String text = control.rights().missing(failure, targets).orElseGet(() -> Failures.text(failure));
        String address = file.object().uri();
        if (file.role() == SchemaFile.Role.UPGRADE && concern.isNoScript()) {
            if (schema(file, cycle).isNoScript(file)) {
                LOG.info(
                        "{} is not a schema script that names a known table, so no table waits for it: {}",
                        address,
                        text);
            }
            schemaApplier.recordFailure(file, SchemaFileOutcome.NO_SCRIPT, text, concern.tables());
            return;
        }
        Optional<SchemaHolds.Hold> earlier = earlier(file, cycle);
        boolean isInLine = earlier.isPresent();
        if (isInLine && !isWait(failure)) {
            text = comesAfter(earlier.get()) + "; without that, it fails: " + text;
        }
        String reason = text + "; "
                + SchemaRemedy.of(file.object(), config.nameOf(file.object().source()), concern.tables(), isInLine);
        schema(file, cycle).failed(file, new SchemaHolds.Hold(address, concern.tables(), text));
        cycle.publishOnce(new Problem(address, reason));
        schemaApplier.recordFailure(
                file, isInLine ? SchemaFileOutcome.WAITING : SchemaFileOutcome.FAILED, reason, concern.tables());
    }

    private static boolean isWait(Throwable failure) {
        return failure instanceof SchemaWaitsException || failure.getCause() != null && isWait(failure.getCause());
    }

    /**
     * Logs that the program ended while a schema file was applied. Nothing is noted, because the file was not refused.
     */
    public void schemaFileCutOff(SchemaFile file, Exception failure) {
        LOG.info("{} is cut off because the program ends: {}", file.object().uri(), Failures.text(failure));
    }

    /** Notes that a route of the schema is stopped. It is called for each file that is left. */
    public void schemaPaused(Cycle cycle) {
        if (!cycle.isSchemaPaused()) {
            LOG.info("The schema route is stopped: schema files wait");
        }
        cycle.schemaPaused();
    }
}
