package org.zenotisync.consume;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.merge.Merged;
import org.zenotisync.merge.TableKey;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedBadRow;
import org.zenotisync.stage.StagedFile;

/**
 * A table group that is merged, but not committed yet.
 *
 * @param load what was read from its files
 * @param merged what the merge did
 * @param mergeTook the time of the proof of the key and the merge
 */
public record LoadResult(StagedLoad load, Merged merged, Duration mergeTook) {

    /** Rows of an object that a database has read along with others. */
    private static final long UNKNOWN_ROWS = -1;

    /** The plan by which it was loaded. */
    public LoadPlan plan() {
        return load.staged().plan();
    }

    /** The key by which rows were found, proven if this table group has proven it. */
    public TableKey key() {
        return merged.key();
    }

    /** The rows that were left out since they cannot be read. */
    public List<StagedBadRow> badRows() {
        return load.staged().badRows();
    }

    /** The counts for the run log. */
    public RunLog.Counts counts() {
        RowCounts read = load.staged().counts();
        return new RunLog.Counts(
                read.read(),
                merged.inserted(),
                merged.updated(),
                merged.deleted(),
                merged.ignored() + read.forgotten(),
                merged.repeats(),
                read.quarantined());
    }

    /** The objects that the table group is consumed with, for the manifest. */
    List<Manifest.Entry> entries() {
        return Stream.concat(
                        load.known().stream(), load.staged().files().stream().map(LoadResult::entry))
                .toList();
    }

    private static Manifest.Entry entry(StagedFile staged) {
        FeedObject object = staged.file().object();
        return new Manifest.Entry(
                staged.file().logid(),
                object.key(),
                object.etag(),
                object.size(),
                staged.rows().orElse(UNKNOWN_ROWS),
                staged.digest());
    }

    /** The bad rows for the quarantine. */
    List<Quarantine.Entry> quarantined() {
        return badRows().stream().map(LoadResult::entry).toList();
    }

    private static Quarantine.Entry entry(StagedBadRow bad) {
        FeedObject object = bad.file().object();
        return new Quarantine.Entry(
                bad.file().logid(),
                object.key(),
                object.etag(),
                bad.row().line(),
                Optional.ofNullable(bad.row().column()),
                bad.row().reason(),
                bad.row().raw());
    }
}
