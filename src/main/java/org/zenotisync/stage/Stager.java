package org.zenotisync.stage;

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
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.consume.InsertedObjects;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.feed.csv.VoidedRows;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.KeyProof;
import org.zenotisync.merge.KeyTypes;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** Reads the files of a table group into the stage, or directly into a target if nothing is to be merged. */
public final class Stager {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ObjectReader objects;
    private final ContentCheck contents;
    private final Executor executor;
    private final Manifest manifest;
    private final ReadCounters counters;

    /** Empty for a database that cannot read objects from S3. */
    private final Optional<Pushdown> pushdown;

    /** @param executor opens objects before they are read; each lane needs one of its threads */
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
                .map(loader -> new Pushdown(warehouse, loader, objects, listing, config.badRows(), counters));
    }

    /**
     * Fills the stage, or the target itself.
     *
     * @throws LoadException if a file cannot be opened or read
     */
    public StagedGroup stage(LoadPlan plan) throws LoadException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            InsertedObjects inserted = plan.isReplay() && plan.kind() == TableKind.APPEND_ONLY_FACT
                    ? InsertedObjects.of(
                            plan, manifest.of(connection, plan.group().id()), contents, config.onLateFile())
                    : InsertedObjects.none(plan.group());
            Optional<DigestingReader> digests = plan.kind() == TableKind.APPEND_ONLY_FACT
                    ? Optional.of(new DigestingReader(objects))
                    : Optional.empty();
            StagedGroup staged = stage(connection, plan, inserted, digests);
            pushdown.ifPresent(way -> way.forget(plan.group().id()));
            return staged;
        }
    }

    /** Reads the files by the first key that their rows do not disprove, or by the last key. */
    private StagedGroup stage(
            Connection connection, LoadPlan plan, InsertedObjects inserted, Optional<DigestingReader> digests)
            throws LoadException, SQLException {
        LoadPlan tried = plan;
        StagedGroup staged = fill(connection, tried, inserted, digests);
        while (tried.otherwise().isPresent()) {
            long repeats = KeyProof.repeats(connection, staged);
            if (!KeyProof.isDisproved(staged, repeats)) {
                return staged.withRepeats(repeats);
            }
            undo(connection, staged);
            tried = tried.otherwise().get();
            KeyTypes.requireExact(connection, tried.table().definition(), tried.target(), tried.sql());
            staged = fill(connection, tried, inserted, digests);
        }
        return staged;
    }

    /** Undoes all that {@link #fill} has done, also in the counters. */
    private void undo(Connection connection, StagedGroup staged) throws LoadException, SQLException {
        counters.rowsRead(-staged.counts().read());
        counters.bytesRead(-staged.plan().group().bytes());
        if (staged.isInTarget()) {
            deleteFromTarget(connection, staged.plan(), staged.counts().staged());
        } else {
            warehouse.clearStage(connection);
        }
    }

    private static void deleteFromTarget(Connection connection, LoadPlan plan, long written)
            throws LoadException, SQLException {
        long deleted = Jdbc.update(connection, plan.sql().deleteTarget());
        MergeCounts.requireEqual("rows were to be deleted from the target again", written, deleted);
    }

    /** Reads the files by one plan. */
    private StagedGroup fill(
            Connection connection, LoadPlan plan, InsertedObjects inserted, Optional<DigestingReader> digests)
            throws LoadException, SQLException {
        List<Manifest.Entry> known = inserted.entries();
        List<FeedFile> files = inserted.files();
        if (pushdown.isPresent()) {
            Optional<StagedGroup> staged = pushdown.get().stage(connection, plan, files, known);
            if (staged.isPresent()) {
                return staged.get();
            }
        }
        if (needsNoMerge(connection, plan)) {
            TableGroupRows rows = rows(plan, files, digests, Destination.TARGET);
            long written = run(() -> warehouse.fillTarget(
                    connection, plan.target(), plan.table().definition().columns(), rows));
            StagedGroup staged = staged(plan, rows, known, digests, written, Destination.TARGET);
            // of several rows with one key the last one counts, and only the stage keeps their order
            long repeats = plan.kind() == TableKind.DIMENSION ? KeyProof.repeats(connection, staged) : 0;
            if (repeats == 0 || plan.otherwise().isPresent()) {
                return plan.kind() == TableKind.DIMENSION ? staged.withRepeats(repeats) : staged;
            }
            rows.uncount();
            deleteFromTarget(connection, plan, written);
        }
        TableGroupRows rows = rows(plan, files, digests, Destination.STAGE);
        long written = run(() -> warehouse.fillStage(
                connection, new StageTable(plan.table().definition(), plan.sql().match()), rows));
        return staged(plan, rows, known, digests, written, Destination.STAGE);
    }

    /**
     * Whether rows can be written directly into the target, if the warehouse can do so: those of append-only facts, and
     * of others if the target is empty and the table group has one logid.
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
            LoadPlan plan, List<FeedFile> files, Optional<DigestingReader> digests, Destination destination) {
        boolean hasOnlyLiveRows = plan.kind() == TableKind.APPEND_ONLY_FACT
                || plan.kind() == TableKind.FACT && destination == Destination.TARGET;
        return new TableGroupRows(
                files,
                new TableCsvReader(
                        plan.rules(),
                        plan.kind(),
                        config.emptyText(),
                        hasOnlyLiveRows ? VoidedRows.LEAVE_OUT : VoidedRows.HAND_ON),
                digests.<ObjectReader>map(reader -> reader).orElse(objects),
                executor,
                counters,
                config.badRows(),
                destination,
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
            long written,
            Destination destination)
            throws LoadException {
        MergeCounts.requireEqual("rows were read", rows.counts().staged(), written);
        List<Manifest.Entry> entries = new ArrayList<>(known);
        rows.entries().stream()
                .map(entry -> entry.with(digests.flatMap(reader -> reader.digestOf(entry.key()))))
                .forEach(entries::add);
        return new StagedGroup(
                plan,
                rows.counts(),
                entries,
                rows.quarantined(),
                destination,
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
            throw new LoadException(String.valueOf(e.getMessage()), e);
        }
    }
}
