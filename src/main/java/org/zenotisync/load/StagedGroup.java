package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.warehouse.BufferedRows;
import org.zenotisync.warehouse.Jdbc;

/**
 * A table group whose rows stand in the stage of the session, wait in memory, or have gone straight into a target where
 * nothing was to be merged.
 *
 * @param counts what was read from its files
 * @param entries the files that it was staged from
 * @param quarantined bad rows that were left out
 * @param isWritten whether the rows are in the target, so that there is no stage
 * @param isKeyUnique whether it is certain that no two of the rows share their key; of a fact, no two with void=0 of one logid
 * @param buffered rows that wait in memory, null if they do not
 */
public record StagedGroup(
        LoadPlan plan,
        RowCounts counts,
        List<Manifest.Entry> entries,
        List<Quarantine.Entry> quarantined,
        boolean isWritten,
        boolean isKeyUnique,
        BufferedRows buffered) {

    /** The same, with rows that wait in memory. */
    StagedGroup with(BufferedRows rows) {
        return new StagedGroup(plan, counts, entries, quarantined, isWritten, isKeyUnique, rows);
    }

    boolean isBuffered() {
        return buffered != null;
    }

    /**
     * Keeps buffered rows from the target.
     *
     * @param numbers the query, or statement, that tells their numbers
     * @return how many
     */
    long leaveOut(Connection connection, String numbers) throws SQLException {
        List<Long> rows = Jdbc.query(connection, numbers, row -> row.getLong(1));
        rows.forEach(buffered::leaveOut);
        return rows.size();
    }

    /**
     * Inserts the rows into the target.
     *
     * @param insert the statement for those that stand in the stage
     * @return how many, as the database says
     */
    long insert(Connection connection, String insert) throws SQLException {
        return isBuffered() ? buffered.write(connection) : Jdbc.update(connection, insert);
    }

    /** What the run log tells of it, when a merge has told what it did. */
    RunLog.Counts counted(long inserted, long updated, long deleted, long ignored, long repeats) {
        return new RunLog.Counts(counts.read(), inserted, updated, deleted, ignored, repeats, counts.quarantined());
    }

    /** Whether rows of several logids are staged, so that their order matters. */
    boolean hasSeveralBatches() {
        return entries.stream().mapToLong(Manifest.Entry::logid).distinct().count() > 1;
    }
}
