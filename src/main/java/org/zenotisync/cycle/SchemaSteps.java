package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaConcerns;
import org.zenotisync.schema.SchemaException;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.schema.SchemaWaitsException;
import org.zenotisync.warehouse.Jdbc;

/** The steps of the schema route: which files are applied, what became of each, and which tables wait for one that is not. */
public final class SchemaSteps {

    /** Times that the search for schema files is tried again. */
    public static final int RETRIES = 3;

    /** Times that schema files which come while the feed is listed are waited for, before their tables wait for the next cycle. */
    private static final int ROUNDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaSteps.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
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
            SchemaChanges schemaChanges,
            SchemaApplier schemaApplier,
            SchemaConcerns concerns,
            UnknownReport unknownReport) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.schemaChanges = schemaChanges;
        this.schemaApplier = schemaApplier;
        this.concerns = concerns;
        this.loadedPast = new LoadedPast(config, dataSource, control);
        this.unknownReport = unknownReport;
    }

    /**
     * The schema files that are new or have changed or were refused before, in the order in which they are applied.
     *
     * @throws IOException if one that the first set-up needs cannot be read for a moment; at the last of {@link #RETRIES} it goes on without
     */
    public List<SchemaFile> findSchemaFiles(Cycle cycle) throws SQLException, IOException {
        SchemaChanges.Found found = find(cycle);
        forget(found.gone());
        Map<SchemaFile, ConcernedTables> refusedBefore = new LinkedHashMap<>();
        for (SchemaFile file : found.files()) {
            if (file.isRefusedByEarlierVersion()) {
                refusedBefore.put(file, concerns.of(file, found.tables()).tables());
            }
        }
        if (!refusedBefore.isEmpty()) {
            loadedPast.report(refusedBefore);
            // what is known of them by now belongs to them
            found = find(cycle);
        }
        cycle.schema().found(found);
        List<String> unknown = found.unknown().keys();
        cycle.unknownFound(config.source(), unknown);
        unknownReport.update(
                config.source(),
                unknown,
                found.unknown().others() == 0,
                key -> LookedAt.isOfSchema(config.source(), key));
        return found.files();
    }

    private SchemaChanges.Found find(Cycle cycle) throws SQLException, IOException {
        boolean firstSetUp = !isAnythingConsumed();
        List<String> folders = cycle.root().folders();
        try {
            return schemaChanges.find(config.source(), folders, firstSetUp, SchemaChanges.Attempt.NOT_LAST);
        } catch (IOException e) {
            if (Failures.isTransient(e) && cycle.schema().nextSearch() <= RETRIES) {
                throw e;
            }
            return schemaChanges.find(config.source(), folders, firstSetUp, SchemaChanges.Attempt.LAST);
        }
    }

    private boolean isAnythingConsumed() throws SQLException {
        String source = config.source().id();
        return Jdbc.with(dataSource, c -> control.checkpoints().all(c, source)).stream()
                .anyMatch(Checkpoint::hasConsumed);
    }

    /** What was not applied and is not in the bucket any more holds up nothing. */
    private void forget(List<SchemaFiles.Entry> gone) throws SQLException {
        for (SchemaFiles.Entry file : gone) {
            Jdbc.with(dataSource, connection -> {
                control.schemaFiles()
                        .decide(
                                connection,
                                file,
                                SchemaFiles.Outcome.REMOVED,
                                "it was not applied, and is not in the bucket any more",
                                file.tables().orElse(ConcernedTables.NONE),
                                Optional.empty());
                return null;
            });
            LOG.warn(
                    "{} was not applied, and is not in the bucket any more: nothing waits for it any more",
                    config.source().uri(file.key()));
        }
    }

    /**
     * Lets a schema file be applied only after those that come before it, since columns are added in the order of the upgrades. What was
     * planned for it is rolled back.
     *
     * @throws SchemaWaitsException if an earlier file of one of its tables is not applied
     * @throws SchemaException if it is one that the first set-up could not read
     */
    public void requireItsTurn(SchemaFile file, Cycle cycle) throws SchemaException {
        cycle.schema().requireReadable(file);
        Optional<SchemaHolds.Hold> earlier = earlier(file, cycle);
        if (earlier.isPresent()) {
            throw new SchemaWaitsException(comesAfter(earlier.get()));
        }
    }

    private Optional<SchemaHolds.Hold> earlier(SchemaFile file, Cycle cycle) {
        return cycle.schema().earlier(file, () -> tablesOfScript(file, cycle));
    }

    private static String comesAfter(SchemaHolds.Hold earlier) {
        return "it comes after " + earlier.address() + ", which is not applied";
    }

    /** Of a file that cannot be read, that is told by its own failure. */
    private ConcernedTables tablesOfScript(SchemaFile file, Cycle cycle) {
        SchemaConcerns.Concern concern = concerns.of(file, cycle.schema().tables());
        return concern.reading() == SchemaConcerns.Reading.SCRIPT ? concern.tables() : ConcernedTables.NONE;
    }

    /** Upgrades come before the data that needs them. */
    boolean isAnySchemaFileWaiting(Cycle cycle) throws SQLException {
        return !schemaChanges
                .preview(config.source(), cycle.root().folders(), false)
                .files()
                .isEmpty();
    }

    /**
     * Whether schema files have come or changed since this cycle has applied those that were there: what was listed meanwhile may need
     * them. If they come again and again, their tables wait for the next cycle instead.
     */
    boolean isOutdated(Cycle cycle) throws SQLException {
        FeedListing.Level root = listing.level(config.source(), "");
        SchemaChanges.Found found = schemaChanges.preview(config.source(), root.folders(), false);
        if (!cycle.schema().isOutdated(found)) {
            return false;
        }
        boolean isAgain = cycle.schema().nextRound() <= ROUNDS;
        if (isAgain) {
            LOG.info(
                    "Schema files have come or changed while the feed was listed: they are applied before it is loaded");
            cycle.rootListed(root);
        } else {
            LOG.warn("Schema files come or change again and again: all tables wait for the next cycle");
            cycle.schema().found(found);
            cycle.schema().leftBehind();
        }
        return isAgain;
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied(SchemaFile file, Cycle cycle) {
        schemaApplier.logApplied(file);
        cycle.publish(new SyncEvent.SchemaFileApplied(file.object().uri()));
        cycle.schema().applied(file);
    }

    /** Notes that a schema file is not applied: its tables wait, the other files and tables go on. */
    public void schemaFileFailed(SchemaFile file, Exception failure, Cycle cycle) throws SQLException {
        SchemaConcerns.Concern concern = concerns.of(file, cycle.schema().tables());
        List<String> targets = Jdbc.with(dataSource, c -> control.tables().all(c)).stream()
                .map(table -> config.target().nameOf(table.name()))
                .toList();
        String text = control.rights().missing(failure, targets).orElseGet(() -> Failures.text(failure));
        String address = file.object().uri();
        if (file.role() == SchemaFile.Role.UPGRADE && concern.isNoScript()) {
            if (cycle.schema().isNoScript(file)) {
                LOG.info("{} is not a schema script that names a known table, and holds up nothing: {}", address, text);
            }
            schemaApplier.recordFailure(file, SchemaFiles.Outcome.NO_SCRIPT, text, concern.tables());
            return;
        }
        Optional<SchemaHolds.Hold> earlier = earlier(file, cycle);
        boolean isInLine = earlier.isPresent();
        if (isInLine && !isWait(failure)) {
            text = comesAfter(earlier.get()) + "; without that, it fails: " + text;
        }
        String reason = text + "; " + SchemaRemedy.of(file.object(), concern.tables(), isInLine);
        cycle.schema().failed(file, new SchemaHolds.Hold(address, concern.tables(), text));
        cycle.publishOnce(new Problem(address, reason));
        schemaApplier.recordFailure(
                file, isInLine ? SchemaFiles.Outcome.WAITING : SchemaFiles.Outcome.FAILED, reason, concern.tables());
    }

    private static boolean isWait(Throwable failure) {
        return failure instanceof SchemaWaitsException || failure.getCause() != null && isWait(failure.getCause());
    }

    /** Logs that the end of the program cut a schema file off: it was not refused, so nothing is noted. */
    public void schemaFileCutOff(SchemaFile file, Exception failure) {
        LOG.info("{} is cut off, since the program ends: {}", file.object().uri(), Failures.text(failure));
    }

    /** Notes that a route of the schema is stopped; every file that is left comes to that. */
    public void schemaPaused(Cycle cycle) {
        if (!cycle.isSchemaPaused()) {
            LOG.info("The schema route is stopped: schema files wait");
        }
        cycle.schemaPaused();
    }
}
