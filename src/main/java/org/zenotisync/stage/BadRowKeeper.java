package org.zenotisync.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.csv.BadRow;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.Quantity;
import org.zenotisync.privacy.GuestFilter;

/** Keeps the bad rows of a table group: they can be written only after all other rows are written. */
final class BadRowKeeper {

    /** Bytes that are kept at most. */
    private static final long MOST_BYTES = 32 * 1024 * 1024;

    /** Approximate size of a row without its own bytes. */
    private static final int BYTES_PER_ROW = 200;

    private final BadRowPolicy policy;
    private final List<StagedBadRow> rows = new ArrayList<>();
    private long bytes;
    private @Nullable String first;

    BadRowKeeper(BadRowPolicy policy) {
        this.policy = policy;
    }

    /**
     * Keeps the bad rows of a file, or refuses the first one, as the policy says.
     *
     * @param filter rows of forgotten guests are neither kept nor refused
     */
    BadRows forFile(FeedFile file, GuestFilter filter) {
        return new BadRowsWithoutGuests(filter) {
            @Override
            public void add(BadRow row) throws CsvFormatException {
                BadRowKeeper.this.add(file, row);
            }
        };
    }

    /** The rows that are kept. */
    List<StagedBadRow> rows() {
        return rows;
    }

    private void add(FeedFile file, BadRow row) throws CsvFormatException {
        StagedBadRow bad = new StagedBadRow(file, row);
        if (!policy.isQuarantine()) {
            throw new CsvFormatException(bad.text());
        }
        if (first == null) {
            first = file.object().uri() + ", " + bad.text();
        }
        bytes += row.raw().length + BYTES_PER_ROW;
        if (bytes > MOST_BYTES) {
            throw new CsvFormatException("line " + row.line() + ": the bad rows of this table group take more than "
                    + MOST_BYTES / 1024 / 1024 + " MB; the first: " + first);
        }
        rows.add(bad);
    }

    /**
     * Checks the share of bad rows when all are read.
     *
     * @throws LoadException if it is more than {@code zenoti.max-bad-rows} allows
     */
    void requireAllowed(long read) throws LoadException {
        if (!policy.allows(rows.size(), read)) {
            throw new LoadException(rows.size() + " of " + Quantity.of(read, "row")
                    + " cannot be loaded, more than zenoti.max-bad-rows=" + policy.limit() + " allows; the first: "
                    + first);
        }
    }
}
