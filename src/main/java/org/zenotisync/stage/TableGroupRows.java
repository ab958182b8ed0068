package org.zenotisync.stage;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.FileContent;
import org.zenotisync.feed.GzipException;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.privacy.ForgettingSink;
import org.zenotisync.privacy.Projection;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.RowSource;

/** The rows of a table group's files, in order, each with its batch and its number. */
final class TableGroupRows implements RowSource {

    /**
     * The next object is opened so many bytes before the end of an object: a source closes a connection that waits for
     * long.
     */
    private static final long AHEAD = 8 * 1024 * 1024;

    private final List<FeedFile> files;
    private final Projection projection;
    private final TableCsvReader reader;
    private final ObjectReader objects;
    private final Optional<DigestingReader> digests;
    private final Executor executor;
    private final ReadCounters counters;
    private final Destination destination;
    private final ForgottenRows forgotten;
    private final UniqueKeys keys;
    private final BadRowPolicy policy;
    private final BadRowKeeper keeper;
    private final List<StagedFile> stagedFiles = new ArrayList<>();
    private RowCounts counts = RowCounts.NONE;
    private long keysOnly;
    private long bytes;
    private long countedRows;

    /**
     * @param files in the order in which they count
     * @param projection what the target has of their columns
     * @param digests opens objects instead, and computes their digests; empty if these are not needed
     * @param executor opens objects before they are read
     * @param badRows what becomes of bad rows
     * @param destination rows of the stage have two more columns, which say where they come from
     * @param forgotten what becomes of rows of forgotten guests
     * @param keys watches the rows' keys
     */
    TableGroupRows(
            List<FeedFile> files,
            Projection projection,
            TableCsvReader reader,
            ObjectReader objects,
            Optional<DigestingReader> digests,
            Executor executor,
            ReadCounters counters,
            BadRowPolicy badRows,
            Destination destination,
            ForgottenRows forgotten,
            UniqueKeys keys) {
        this.files = files;
        this.projection = projection;
        this.reader = reader;
        this.objects = digests.<ObjectReader>map(digesting -> digesting).orElse(objects);
        this.digests = digests;
        this.executor = executor;
        this.counters = counters;
        this.destination = destination;
        this.forgotten = forgotten;
        this.keys = keys;
        this.policy = badRows;
        this.keeper = new BadRowKeeper(badRows);
    }

    /** Whether it is certain that no two of the rows share their key; of a fact, no two with void=0 of one logid. */
    boolean isKeyUnique() {
        return keys.areUnique();
    }

    /** Whether a row has a NULL in its key; of a fact, a row with void=0. */
    boolean hasNullKeys() {
        return keys.hasNulls();
    }

    /** Where the rows go. */
    Destination destination() {
        return destination;
    }

    /** What has been read. */
    RowCounts counts() {
        return counts;
    }

    /** The rows of forgotten guests that were handed on with their keys only. */
    long keysOnly() {
        return keysOnly;
    }

    /** The files that have been read. */
    List<StagedFile> stagedFiles() {
        return stagedFiles;
    }

    /** The bad rows that were left out. */
    List<StagedBadRow> badRows() {
        return keeper.rows();
    }

    @Override
    public void writeTo(RowSink sink) throws Exception {
        OriginSink rows = new OriginSink(sink, counters, destination, keys);
        try {
            write(rows);
        } catch (Exception e) {
            countedRows = rows.counted();
            uncount();
            throw e;
        }
        rows.countRest();
        countedRows = rows.counted();
    }

    /** Subtracts what was read from the counters: it is read again. */
    void uncount() {
        counters.bytesRead(-bytes);
        counters.rowsRead(-countedRows);
    }

    private void write(OriginSink rows) throws LoadException, SQLException {
        long logid = -1;
        RowSink projected = projection.into(rows);
        Optional<ForgettingSink> forgetting = forgotten.sink(projection, projected, rows::nextIsKeyOnly);
        RowSink sink = forgetting.isPresent() ? forgetting.get() : projected;
        try (ReadAhead ahead = new ReadAhead(objects, executor)) {
            for (int i = 0; i < files.size(); i++) {
                FeedFile file = files.get(i);
                if (file.logid() != logid) {
                    logid = file.logid();
                    rows.nextBatch();
                }
                FeedObject object = file.object();
                Optional<FeedObject> following =
                        i + 1 < files.size() ? Optional.of(files.get(i + 1).object()) : Optional.empty();
                RowCounts read = read(file, following, ahead, sink);
                counts = counts.plus(read);
                Optional<String> digest = digests.flatMap(digesting -> digesting.digestOf(object.key()));
                stagedFiles.add(new StagedFile(file, OptionalLong.of(read.read()), digest));
            }
        }
        keeper.requireAllowed(counts.read());
        if (forgetting.isPresent()) {
            keysOnly = forgetting.get().keysOnly();
            counts = counts.withoutGuests(forgetting.get().leftOut(), keysOnly, forgotten.voided(keysOnly));
        }
    }

    private RowCounts read(FeedFile file, Optional<FeedObject> following, ReadAhead ahead, RowSink sink)
            throws LoadException, SQLException {
        FeedObject object = file.object();
        Runnable prepare = () -> following.ifPresent(ahead::prepare);
        try (InputStream stream = ahead.open(object);
                CountingStream counted = new CountingStream(stream, this::countBytes, object.size() - AHEAD, prepare);
                InputStream text = FileContent.of(counted, object)) {
            // without guests to leave out, the first bad row ends it, and no row must be held back
            return policy.isQuarantine() || !projection.filter().isEmpty()
                    ? reader.read(text, sink, keeper.forFile(file, projection.filter()))
                    : reader.read(text, sink);
        } catch (CsvFormatException e) {
            throw new LoadException(object.uri() + ", " + e.getMessage(), e);
        } catch (GzipException e) {
            // not as the cause: another try would read the same
            throw new LoadException(object.uri() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new LoadException(object.uri() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void countBytes(long read) {
        bytes += read;
        counters.bytesRead(read);
    }
}
