package org.zenotisync.stage;

import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.csv.BadRow;

/**
 * A row that was left out, since it cannot be read.
 *
 * @param file where it is
 */
public record StagedBadRow(FeedFile file, BadRow row) {

    /** Where it is in its file, and what is wrong. */
    public String text() {
        return "line " + row.line() + (row.column() == null ? "" : ", column \"" + row.column() + "\"") + ": "
                + row.reason();
    }
}
