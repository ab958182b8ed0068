package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** Reads the files of a table group into the stage, or straight into a target where nothing is to be merged. */
public final class Stager {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ObjectReader objects;
    private final ContentCheck contents;
    private final Executor executor;
    private final Manifest manifest;
    private final ReadCounters counters;

    /** Null for a database that reads no objects by itself. */
    private final Pushdown pushdown;

    /** @param executor opens objects before they are read; each lane needs one thread of it */
    public Stager(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            ObjectReader objects,
            ContentCheck contents,
            FeedListing listing,
            Executor executor,
            Manifest manifest,
            ReadCounters counters) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.objects = objects;
        this.contents = contents;
        this.executor = executor;
        this.manifest = manifest;
        this.counters = counters;
        this.pushdown = warehouse
                .objectLoader()
                .map(loader -> new Pushdown(warehouse, loader, objects, listing, config.badRows(), counters))
                .orElse(null);
    }

    /**
     * Fills the stage, or an empty target itself.
     *
     * @throws LoadException if a file cannot be had or read
     */
    public StagedGroup stage(LoadPlan plan) throws LoadException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            InsertedObjects inserted = plan.replay() && plan.kind() == TableKind.APPEND_ONLY_FACT
                    ? InsertedObjects.of(
                            plan, manifest.of(connection, plan.group().id()), contents, config.onLateFile())
                    : InsertedObjects.none(plan.group());
            Optional<DigestingReader> digests = plan.kind() == TableKind.APPEND_ONLY_FACT
                    ? Optional.of(new DigestingReader(objects))
                    : Optional.empty();
            StagedGroup staged = stage(connection, plan, inserted, digests);
            if (pushdown != null) {
                pushdown.forget(plan.group().id());
            }
            return staged;
        }
    }

    /** Reads the files by the first key that their rows do not disprove, or by the last one that there is. */
    private StagedGroup stage(
            Connection connection, LoadPlan plan, InsertedObjects inserted, Optional<DigestingReader> digests)
            throws LoadException, SQLException {
        LoadPlan tried = plan;
        StagedGroup staged = fill(connection, tried, inserted, digests);
        while (tried.otherwise().isPresent()) {
            long repeats = KeyProof.repeats(connection, staged);
            if (!KeyProof.fails(staged, repeats)) {
                return staged.withRepeats(repeats);
            }
            takeBack(connection, staged);
            tried = tried.otherwise().get();
            KeyTypes.requireExact(connection, tried.table().definition(), tried.target(), tried.sql());
            staged = fill(connection, tried, inserted, digests);
        }
        return staged;
    }

    /** Undoes all that {@link #fill} has done, also what the counters have counted of it. */
    private void takeBack(Connection connection, StagedGroup staged) throws LoadException, SQLException {
        counters.rowsRead(-staged.counts().read());
        counters.bytesRead(-staged.plan().group().bytes());
        if (staged.isWritten()) {
            takeBackFromTarget(connection, staged.plan(), staged.counts().staged());
        } else {
            warehouse.clearStage(connection);
        }
    }

    private static void takeBackFromTarget(Connection connection, LoadPlan plan, long taken)
            throws LoadException, SQLException {
        long deleted = Jdbc.update(connection, plan.sql().deleteTarget());
        MergeCounts.requireEqual("rows were to be taken back from the target", taken, deleted);
    }

    /** Reads the files as one plan has it. */
    private StagedGroup fill(
            Connection connection, LoadPlan plan, InsertedObjects inserted, Optional<DigestingReader> digests)
            throws LoadException, SQLException {
        List<Manifest.Entry> known = inserted.entries();
        List<FeedFile> files = inserted.files();
        if (pushdown != null) {
            Optional<StagedGroup> staged = pushdown.stage(connection, plan, files, known);
            if (staged.isPresent()) {
                return staged.get();
            }
        }
        if (needsNoMerge(connection, plan)) {
            TableGroupRows rows = rows(plan, files, digests, true);
            long taken = run(() -> warehouse.fillTarget(
                    connection, plan.target(), plan.table().definition().columns(), rows));
            StagedGroup staged = staged(plan, rows, known, digests, taken, true);
            // of several rows with one key the last one counts, and only the stage knows their order
            long repeats = plan.kind() == TableKind.DIMENSION ? KeyProof.repeats(connection, staged) : 0;
            if (repeats == 0 || plan.otherwise().isPresent()) {
                return plan.kind() == TableKind.DIMENSION ? staged.withRepeats(repeats) : staged;
            }
            rows.takeBack();
            takeBackFromTarget(connection, plan, taken);
        }
        TableGroupRows rows = rows(plan, files, digests, false);
        long taken = run(() -> warehouse.fillStage(
                connection, new StageTable(plan.table().definition(), plan.sql().match()), rows));
        return staged(plan, rows, known, digests, taken, false);
    }

    /**
     * Whether rows can go straight into the target, if the warehouse can put them there: those of append-only facts, and of
     * others if the target is empty and no later logid can take anything back.
     */
    private boolean needsNoMerge(Connection connection, LoadPlan plan) throws SQLException {
        if (!warehouse.canFillTarget()) {
            return false;
        }
        boolean oneBatch = plan.group().files().stream()
                        .mapToLong(FeedFile::logid)
                        .distinct()
                        .count()
                == 1;
        boolean isPlain = plan.kind() == TableKind.APPEND_ONLY_FACT
                || oneBatch
                        && Jdbc.first(connection, plan.sql().anyTargetRow(), row -> 1)
                                .isEmpty();
        return isPlain
                && warehouse.isAsDeclared(
                        connection, plan.target(), plan.table().definition().columns());
    }

    private TableGroupRows rows(
            LoadPlan plan, List<FeedFile> files, Optional<DigestingReader> digests, boolean direct) {
        return new TableGroupRows(
                files,
                new TableCsvReader(
                        plan.rules(),
                        plan.kind(),
                        config.emptyText(),
                        plan.kind() == TableKind.APPEND_ONLY_FACT || direct && plan.kind() == TableKind.FACT),
                digests.<ObjectReader>map(reader -> reader).orElse(objects),
                executor,
                counters,
                config.badRows(),
                !direct,
                new UniqueKeys(
                        plan.table().definition(),
                        plan.kind(),
                        plan.sql().match(),
                        plan.key().columns()));
    }

    private static StagedGroup staged(
            LoadPlan plan,
            TableGroupRows rows,
            List<Manifest.Entry> known,
            Optional<DigestingReader> digests,
            long taken,
            boolean isWritten)
            throws LoadException {
        MergeCounts.requireEqual("rows were read", rows.counts().staged(), taken);
        List<Manifest.Entry> entries = new ArrayList<>(known);
        rows.entries().stream()
                .map(entry -> entry.with(digests.flatMap(reader -> reader.digestOf(entry.key()))))
                .forEach(entries::add);
        return new StagedGroup(
                plan,
                rows.counts(),
                entries,
                rows.quarantined(),
                isWritten,
                rows.isKeyUnique(),
                rows.hasNullKeys(),
                OptionalLong.empty());
    }

    private static <T> T run(Callable<T> work) throws LoadException, SQLException {
        try {
            return work.call();
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadException(e.getMessage(), e);
        }
    }
}
