package org.zenotisync.stage;

import java.util.List;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.merge.StagedRows;

/**
 * A table group whose files have been read.
 *
 * @param plan by which they were read; by another key than planned, if rows disproved that one
 * @param counts what was read from them
 * @param files those that the rows come from
 * @param badRows rows that were left out
 * @param rows where the rows are, and what is known of them
 */
public record StagedGroup(
        LoadPlan plan, RowCounts counts, List<StagedFile> files, List<StagedBadRow> badRows, StagedRows rows) {

    /** The same with the number of rows that share their key. */
    StagedGroup withRepeats(long counted) {
        return new StagedGroup(plan, counts, files, badRows, rows.withRepeats(counted));
    }
}
