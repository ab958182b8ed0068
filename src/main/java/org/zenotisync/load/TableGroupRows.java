package org.zenotisync.load;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.model.Counted;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.RowSource;

/** The rows of a table group's files, in order, each with its batch and its number. */
final class TableGroupRows implements RowSource {

    private final List<FeedFile> files;
    private final TableCsvReader reader;
    private final ObjectReader objects;
    private final SyncListener listener;
    private final boolean withOrigin;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private RowCounts counts = RowCounts.NONE;

    /**
     * @param files in the order in which they count
     * @param withOrigin whether rows have the two columns of the stage that tell where they come from
     */
    TableGroupRows(
            List<FeedFile> files,
            TableCsvReader reader,
            ObjectReader objects,
            SyncListener listener,
            boolean withOrigin) {
        this.files = files;
        this.reader = reader;
        this.objects = objects;
        this.listener = listener;
        this.withOrigin = withOrigin;
    }

    /** What has been read. */
    RowCounts counts() {
        return counts;
    }

    /** The files that have been read. */
    List<Manifest.Entry> entries() {
        return entries;
    }

    @Override
    public List<String> objects() {
        return files.stream().map(file -> file.object().uri()).toList();
    }

    @Override
    public void writeTo(RowSink sink) throws Exception {
        OriginSink rows = new OriginSink(sink, listener, withOrigin);
        long logid = -1;
        for (FeedFile file : files) {
            rows.batch += file.logid() == logid ? 0 : 1;
            logid = file.logid();
            RowCounts read = read(file.object(), rows);
            counts = counts.plus(read);
            FeedObject object = file.object();
            entries.add(new Manifest.Entry(logid, object.key(), object.etag(), object.size(), read.read()));
        }
        rows.tellRest();
    }

    private RowCounts read(FeedObject object, RowSink sink) throws LoadException, SQLException {
        try (InputStream stream = objects.open(object);
                CountingStream counted = new CountingStream(stream, listener)) {
            RowCounts read = reader.read(counted, sink);
            if (counted.bytes() != object.size()) {
                throw new LoadException(object.uri() + ": " + Counted.of(counted.bytes(), "byte")
                        + " read, but the object has " + object.size());
            }
            return read;
        } catch (CsvFormatException e) {
            throw new LoadException(object.uri() + ", " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LoadException(object.uri() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Adds the two columns that tell where a row comes from, and tells how many there were. */
    private static final class OriginSink implements RowSink {

        /** Rows after which the listener is told. */
        private static final int TOLD = 1024;

        private final RowSink sink;
        private final SyncListener listener;
        private final boolean withOrigin;
        private int batch = -1;
        private long row;

        OriginSink(RowSink sink, SyncListener listener, boolean withOrigin) {
            this.sink = sink;
            this.listener = listener;
            this.withOrigin = withOrigin;
        }

        void tellRest() {
            listener.rowsRead(row % TOLD);
        }

        @Override
        public void putNull() throws SQLException {
            sink.putNull();
        }

        @Override
        public void putBoolean(boolean value) throws SQLException {
            sink.putBoolean(value);
        }

        @Override
        public void putInteger(long value) throws SQLException {
            sink.putInteger(value);
        }

        @Override
        public void putDecimal(long high, long low) throws SQLException {
            sink.putDecimal(high, low);
        }

        @Override
        public void putDouble(double value) throws SQLException {
            sink.putDouble(value);
        }

        @Override
        public void putText(byte[] utf8, int offset, int length) throws SQLException {
            sink.putText(utf8, offset, length);
        }

        @Override
        public void putDate(int epochDay) throws SQLException {
            sink.putDate(epochDay);
        }

        @Override
        public void putTime(long microsOfDay) throws SQLException {
            sink.putTime(microsOfDay);
        }

        @Override
        public void putTimestamp(long epochMicros) throws SQLException {
            sink.putTimestamp(epochMicros);
        }

        @Override
        public void endRow() throws SQLException {
            if (withOrigin) {
                sink.putInteger(batch);
                sink.putInteger(row);
            }
            row++;
            sink.endRow();
            if (row % TOLD == 0) {
                listener.rowsRead(TOLD);
            }
        }
    }
}
