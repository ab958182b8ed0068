package org.zenotisync.stage;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.BadRow;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.feed.csv.VoidedRows;
import org.zenotisync.feed.snapshot.SnapshotContent;
import org.zenotisync.feed.snapshot.SnapshotFormatException;
import org.zenotisync.feed.snapshot.SnapshotTable;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.ForgettingSink;
import org.zenotisync.privacy.Projection;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.RowSource;

/** The rows of a table's monthly snapshots, each with the ordinal of its snapshot as the batch. */
public final class SnapshotRows implements RowSource {

    private final SnapshotContent contents = new SnapshotContent();
    private final List<SnapshotTable> snapshots;
    private final Projection projection;
    private final List<TableCsvReader> readers = new ArrayList<>();
    private final ObjectReader objects;
    private final ReadCounters counters;
    private final BadRowPolicy badRows;
    private final UniqueKeys keys;
    private final ForgottenRows forgotten;
    private final List<Long> staged = new ArrayList<>();
    private final Set<String> lacking = new HashSet<>();
    private long read;
    private final List<Long> badOfSnapshots = new ArrayList<>();
    private long bad;
    private String firstBad = "";

    /**
     * @param projection what the stage has of the columns of their files, which are in the same order in all of them
     * @param kind of the table
     * @param rules what the files of each snapshot must look like
     */
    public SnapshotRows(
            List<SnapshotTable> snapshots,
            Projection projection,
            TableKind kind,
            List<FileRules> rules,
            SyncConfig config,
            ObjectReader objects,
            ReadCounters counters) {
        this.snapshots = snapshots;
        this.projection = projection;
        // void is data of a dimension, but its rows with void=1 are no rows of a snapshot either
        TableKind kindOfSnapshot = kind == TableKind.FACT ? TableKind.FACT : TableKind.APPEND_ONLY_FACT;
        for (int i = 0; i < rules.size(); i++) {
            readers.add(
                    i > 0 && rules.get(i).equals(rules.get(i - 1))
                            ? readers.get(i - 1)
                            : new TableCsvReader(
                                    rules.get(i), kindOfSnapshot, config.emptyText(), VoidedRows.LEAVE_OUT));
        }
        this.forgotten = ForgottenRows.ofSnapshot(kind, rules.get(0).match());
        this.objects = objects;
        this.counters = counters;
        this.badRows = config.badRows();
        this.keys = new UniqueKeys(
                projection.target().definition(),
                TableKind.DIMENSION,
                rules.get(0).match(),
                rules.get(0).key());
    }

    /** Rows by the ordinal of the snapshot. */
    public List<Long> staged() {
        return staged;
    }

    /** Rows of each snapshot that were left out, since they cannot be read. */
    public List<Long> bad() {
        return badOfSnapshots;
    }

    /** Whether it is certain that no two of the rows share their key. */
    public boolean isKeyUnique() {
        return keys.areUnique();
    }

    /** Columns that a file does not have. */
    public Set<String> lacking() {
        return lacking;
    }

    @Override
    public void writeTo(RowSink sink) throws Exception {
        OriginSink rows = new OriginSink(sink, counters, Destination.STAGE, keys);
        RowSink projected = projection.into(rows);
        Optional<ForgettingSink> forgetting = forgotten.sink(projection, projected, () -> {});
        RowSink taken = forgetting.isPresent() ? forgetting.get() : projected;
        for (int ordinal = 0; ordinal < snapshots.size(); ordinal++) {
            rows.nextBatch();
            long count = 0;
            long badBefore = bad;
            long forgottenBefore = forgetting.map(ForgettingSink::leftOut).orElse(0L);
            for (FeedObject file : snapshots.get(ordinal).files()) {
                count += read(file, readers.get(ordinal), taken);
            }
            staged.add(count - forgetting.map(ForgettingSink::leftOut).orElse(0L) + forgottenBefore);
            badOfSnapshots.add(bad - badBefore);
        }
        rows.countRest();
        if (!badRows.allows(bad, read)) {
            throw new LoadException(bad + " of " + Quantity.of(read, "row")
                    + " of the snapshot cannot be read, more than zenoti.max-bad-rows=" + badRows.limit()
                    + " allows; the first: " + firstBad);
        }
    }

    private long read(FeedObject file, TableCsvReader reader, RowSink rows) throws LoadException, SQLException {
        long[] count = {0};
        try (InputStream stream = objects.open(file);
                CountingStream counted = new CountingStream(stream, counters::bytesRead, Long.MAX_VALUE, () -> {})) {
            contents.read(file, counted, (entry, csv) -> count[0] += readCsv(file, entry, csv, reader, rows));
            return count[0];
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (SnapshotFormatException e) {
            // not as the cause: another try would read the same
            throw new LoadException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new LoadException(file.uri() + " cannot be read: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new LoadException(file.uri() + ": " + e.getMessage(), e);
        }
    }

    private long readCsv(FeedObject file, String entry, InputStream csv, TableCsvReader reader, RowSink rows)
            throws LoadException, IOException, SQLException {
        String address = entry.isEmpty() ? file.uri() : file.uri() + ", " + entry;
        try {
            RowCounts counts = badRows.isQuarantine() || !projection.filter().isEmpty()
                    ? reader.read(csv, rows, badRows(address))
                    : reader.read(csv, rows);
            read += counts.read();
            lacking.addAll(reader.columnsLacking());
            return counts.staged();
        } catch (CsvFormatException e) {
            throw new LoadException(address + ", " + e.getMessage(), e);
        }
    }

    private BadRows badRows(String address) {
        return new BadRowsWithoutGuests(projection.filter()) {
            @Override
            public void add(BadRow row) throws CsvFormatException {
                String text = "line " + row.line() + ": " + row.reason();
                if (!badRows.isQuarantine()) {
                    throw new CsvFormatException(text);
                }
                noteBad(address + ", " + text);
            }
        };
    }

    private void noteBad(String text) {
        bad++;
        if (firstBad.isEmpty()) {
            firstBad = text;
        }
    }
}
