package org.zenotisync.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.csv.BadRow;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.Quantity;

/**
 * Keeps the bad rows of a table group until they are written into the quarantine, which is possible only after all
 * other rows are written.
 */
final class BadRowKeeper {

    /** Bytes that are kept at most. */
    private static final long MOST_BYTES = 32 * 1024 * 1024;

    /** Approximate size of a row without its own bytes. */
    private static final int BYTES_PER_ROW = 200;

    private final BadRowPolicy policy;
    private final List<Quarantine.Entry> entries = new ArrayList<>();
    private long bytes;
    private @Nullable String first;

    BadRowKeeper(BadRowPolicy policy) {
        this.policy = policy;
    }

    /** Keeps the bad rows of a file. */
    BadRows forFile(FeedFile file) {
        return row -> add(file, row);
    }

    /** The rows that are kept. */
    List<Quarantine.Entry> entries() {
        return entries;
    }

    private void add(FeedFile file, BadRow row) throws CsvFormatException {
        Quarantine.Entry entry = new Quarantine.Entry(
                file.logid(),
                file.object().key(),
                file.object().etag(),
                row.line(),
                Optional.ofNullable(row.column()),
                row.reason(),
                row.raw());
        if (first == null) {
            first = file.object().uri() + ", " + entry.text();
        }
        bytes += row.raw().length + BYTES_PER_ROW;
        if (bytes > MOST_BYTES) {
            throw new CsvFormatException("line " + row.line() + ": the bad rows of this table group take more than "
                    + MOST_BYTES / 1024 / 1024 + " MB; the first: " + first);
        }
        entries.add(entry);
    }

    /**
     * Checks the share of bad rows when all are read.
     *
     * @throws LoadException if it is more than {@code zenoti.max-bad-rows} allows
     */
    void requireAllowed(long rows) throws LoadException {
        if (!policy.allows(entries.size(), rows)) {
            throw new LoadException(entries.size() + " of " + Quantity.of(rows, "row")
                    + " cannot be loaded, more than zenoti.max-bad-rows=" + policy.limit() + " allows; the first: "
                    + first);
        }
    }
}
