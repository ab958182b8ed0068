package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.StagedRows;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.ObjectLoader;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * Has a database read the files of a table group directly from S3, if it reads the same values as our reader. Only the
 * start of each file is looked at before; what the database could misread is looked for in the stage. If any check
 * fails, the table group is read row by row.
 */
final class Pushdown implements Way {

    private static final Logger LOG = LoggerFactory.getLogger(Pushdown.class);

    /**
     * A table group of so many bytes is read row by row if the database refuses a file: our reader knows more forms of
     * a value, and its messages are better. A larger one would take long, and would most likely fail again.
     */
    private static final long SMALL = 64L * 1024 * 1024;

    private final Warehouse warehouse;
    private final ObjectLoader loader;
    private final ObjectReader objects;
    private final FeedListing listing;
    private final BadRowPolicy badRows;
    private final ReadCounters counters;

    /** What the database has refused: the next try reads it row by row. */
    private final Set<TableGroupId> refused = ConcurrentHashMap.newKeySet();

    Pushdown(
            Warehouse warehouse,
            ObjectLoader loader,
            ObjectReader objects,
            FeedListing listing,
            BadRowPolicy badRows,
            ReadCounters counters) {
        this.warehouse = warehouse;
        this.loader = loader;
        this.objects = objects;
        this.listing = listing;
        this.badRows = badRows;
        this.counters = counters;
    }

    /**
     * Fills the stage.
     *
     * @throws LoadException if a file has changed since it was listed
     * @throws ObjectLoadException if the database refuses a file of a large table group
     */
    @Override
    public Optional<StagedGroup> take(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        MergePlan merge = plan.merge();
        List<FeedFile> files = plan.files();
        if (refused.contains(plan.group().id())) {
            return rowByRow(plan, warehouse.name() + " has refused a file");
        }
        if (!plan.projection().isWhole()) {
            return rowByRow(plan, "columns are left out or hashed, which " + warehouse.name() + " would store");
        }
        if (!plan.projection().filter().isEmpty()) {
            return rowByRow(plan, "rows of forgotten guests are left out, which " + warehouse.name() + " would store");
        }
        if (hasTextVoid(merge)) {
            return rowByRow(plan, "the void column is a text");
        }
        FileStarts starts = FileStarts.read(plan, objects);
        if (starts.doubt().isPresent()) {
            return rowByRow(plan, starts.doubt().get());
        }
        Map<ObjectSet, List<FeedFile>> sets = starts.sets();
        StageTable stage =
                new StageTable(merge.table().definition(), merge.sql().match());
        List<Long> rows = load(connection, plan, stage, sets, starts.hasReturns());
        Optional<String> misread = findMisread(connection, stage, files, starts);
        if (misread.isPresent()) {
            return rowByRow(plan, misread.get());
        }
        Optional<RowCounts> counted =
                counts(connection, merge, rows.stream().mapToLong(n -> n).sum());
        if (counted.isEmpty()) {
            return rowByRow(plan, "void is neither 0 nor 1 in some row");
        }
        RowCounts counts = counted.get();
        Optional<String> doubt = new StagedDoubts(warehouse, loader, plan).find(connection, sets.keySet());
        if (doubt.isPresent()) {
            return rowByRow(plan, doubt.get());
        }
        long repeats = merge.kind() == TableKind.DIMENSION
                ? Jdbc.number(connection, merge.sql().countDimensionRepeats())
                : 0;
        if (repeats > 0 && !merge.key().needsProof()) {
            return rowByRow(plan, "a key comes again in a logid, where the last row counts");
        }
        files.forEach(file -> counters.bytesRead(file.object().size()));
        counters.rowsRead(counts.read());
        OptionalLong knownRepeats =
                merge.kind() == TableKind.DIMENSION ? OptionalLong.of(repeats) : OptionalLong.empty();
        boolean isKeyUnique = merge.kind() == TableKind.DIMENSION
                && repeats == 0
                && sets.keySet().stream().mapToInt(ObjectSet::batch).distinct().count() == 1;
        return Optional.of(new StagedGroup(
                plan,
                counts,
                stagedFiles(files, sets, rows),
                List.of(),
                new StagedRows(
                        merge,
                        counts.staged(),
                        counts.voided(),
                        Destination.STAGE,
                        plan.hasSeveralBatches(),
                        isKeyUnique,
                        hasNullKeys(connection, merge),
                        knownRepeats,
                        0)));
    }

    /**
     * Why the stage may hold other rows or values than the files; empty if nothing suggests it.
     *
     * @throws LoadException if a file has changed since it was listed
     */
    private Optional<String> findMisread(
            Connection connection, StageTable stage, List<FeedFile> files, FileStarts starts)
            throws LoadException, SQLException {
        Map<String, String> present = requireUnchanged(files);
        if (loader.readsByPrefix() && hasNamesakes(files, present.keySet())) {
            return Optional.of("the key of another object begins with that of a file");
        }
        Optional<String> misread = loader.findMisread(connection, stage);
        if (misread.isEmpty() && hasKeptReturns(connection, starts)) {
            return Optional.of("carriage returns have become text");
        }
        return misread;
    }

    /** Whether rows have a NULL in their key; only looked at if there is another key to try. */
    private static boolean hasNullKeys(Connection connection, MergePlan plan) throws SQLException {
        if (plan.otherwise().isEmpty()) {
            return false;
        }
        List<String> key = plan.key().columns();
        String count = plan.kind() == TableKind.FACT
                ? plan.sql().countLiveNulls(key)
                : plan.sql().countNulls(key);
        return Jdbc.number(connection, count) > 0;
    }

    /** Forgets that a table group was refused: it has been read row by row. */
    @Override
    public void ended(TableGroupId id) {
        refused.remove(id);
    }

    private static Optional<StagedGroup> rowByRow(LoadPlan plan, String reason) {
        LOG.info("{} is read row by row: {}", plan.group().id(), reason);
        return Optional.empty();
    }

    /** Only of an append-only fact: a database does not know what its texts mean. */
    private static boolean hasTextVoid(MergePlan plan) {
        TableDefinition table = plan.table().definition();
        return plan.kind() == TableKind.APPEND_ONLY_FACT
                && table.has(TableCsvReader.VOID)
                && !TableCsvReader.canBeVoid(table.column(TableCsvReader.VOID).type());
    }

    private List<Long> load(
            Connection connection,
            LoadPlan plan,
            StageTable stage,
            Map<ObjectSet, List<FeedFile>> sets,
            boolean hasReturns)
            throws SQLException {
        try {
            return loader.load(connection, stage, List.copyOf(sets.keySet()));
        } catch (ObjectLoadException e) {
            if (badRows.isQuarantine() || hasReturns || plan.group().bytes() <= SMALL) {
                refused.add(plan.group().id());
                throw new SQLTransientException(
                        warehouse.name() + " refuses a file, so all are read row by row (" + e.getMessage() + ")",
                        e.getSQLState());
            }
            throw e;
        }
    }

    /**
     * The database has read objects by their names: they may have changed since they were listed.
     *
     * @return the ETags of all objects that are in the folders now, by key
     * @throws LoadException if an object is not as it was listed
     */
    private Map<String, String> requireUnchanged(List<FeedFile> files) throws LoadException {
        Map<String, String> present = new HashMap<>();
        Set<String> folders = new LinkedHashSet<>();
        files.forEach(file -> folders.add(folder(file.object().path())));
        for (String folder : folders) {
            listing.objects(files.get(0).object().source(), folder, object -> present.put(object.key(), object.etag()));
        }
        for (FeedFile file : files) {
            if (!file.object().etag().equals(present.get(file.object().key()))) {
                throw new LoadException(file.object().uri()
                        + " was replaced or deleted after it was listed; the next cycle reads it again");
            }
        }
        return present;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static boolean hasNamesakes(List<FeedFile> files, Set<String> present) {
        TreeSet<String> sorted = new TreeSet<>(present);
        return files.stream().map(file -> file.object().key()).anyMatch(key -> {
            String next = sorted.higher(key);
            return next != null && next.startsWith(key);
        });
    }

    /** Whether the database has read the carriage return of CRLF as a part of a value. */
    private boolean hasKeptReturns(Connection connection, FileStarts starts) throws SQLException {
        for (String column : starts.textAtEnds()) {
            String kept = "SELECT count(*) FROM " + warehouse.dialect().temporary(StageTable.NAME) + " WHERE "
                    + warehouse.dialect().quote(column) + " LIKE ?";
            if (Jdbc.number(connection, kept, "%\r") > 0) {
                return true;
            }
        }
        return false;
    }

    /** Empty if void is bad in some row: only a reader finds out in which one. */
    private static Optional<RowCounts> counts(Connection connection, MergePlan plan, long loaded)
            throws LoadException, SQLException {
        boolean hasVoid =
                plan.kind() != TableKind.DIMENSION && plan.table().definition().has(TableCsvReader.VOID);
        String count = hasVoid ? plan.sql().countStagedByVoid() : plan.sql().countStaged();
        long[] counted = Jdbc.first(
                        connection, count, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .orElseThrow();
        MergeCounts.requireEqual("rows were loaded", loaded, counted[0]);
        if (plan.kind() == TableKind.FACT && counted[2] > 0) {
            return Optional.empty();
        }
        if (plan.kind() != TableKind.APPEND_ONLY_FACT || counted[1] == 0) {
            return Optional.of(new RowCounts(loaded, loaded, counted[1], 0));
        }
        long left = Jdbc.update(connection, plan.sql().deleteStagedVoids());
        MergeCounts.requireEqual("rows with void=1 were to be left out", counted[1], left);
        return Optional.of(new RowCounts(loaded, loaded - left, left, 0));
    }

    private static List<StagedFile> stagedFiles(
            List<FeedFile> files, Map<ObjectSet, List<FeedFile>> sets, List<Long> rows) {
        Map<FeedFile, OptionalLong> known = new HashMap<>();
        int set = 0;
        for (List<FeedFile> together : sets.values()) {
            OptionalLong count = together.size() == 1 ? OptionalLong.of(rows.get(set)) : OptionalLong.empty();
            together.forEach(file -> known.put(file, count));
            set++;
        }
        return files.stream()
                .map(file -> new StagedFile(file, known.getOrDefault(file, OptionalLong.of(0)), Optional.empty()))
                .toList();
    }
}
