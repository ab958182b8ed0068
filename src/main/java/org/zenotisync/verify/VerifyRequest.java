package org.zenotisync.verify;

import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.zenotisync.model.Track;

/**
 * What is to be verified, or restored.
 *
 * @param month of the snapshot; empty for the newest one
 * @param table a table's name in any of its spellings, or a glob; empty for all tables
 * @param pod only this POD, in any case; empty for all
 * @param source name or id of the source; empty for all
 * @param fromGroup the first later group that is read; empty for the one that was written two days before the extract
 * @param restore what is brought back; empty if nothing is to be changed
 * @param done tracks that are left out with the GroupIDs of snapshots that they were compared with before
 * @param details receives every difference; it is called by several threads, for one table at a time by one of them
 */
public record VerifyRequest(
        Optional<YearMonth> month,
        Optional<String> table,
        Optional<String> pod,
        Optional<String> source,
        OptionalLong fromGroup,
        Optional<Restore> restore,
        Map<Track, Long> done,
        Optional<DifferenceSink> details) {

    /** All tables of the newest snapshot. */
    public static final VerifyRequest NEWEST = newest(Map.of());

    /** The newest snapshots, but for the tables that were compared with them before. */
    static VerifyRequest newest(Map<Track, Long> done) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                done,
                Optional.empty());
    }

    /** Whether a table was compared before with all of its snapshots. */
    boolean isDone(SnapshotJob job) {
        return !done.isEmpty()
                && IntStream.range(0, job.snapshots().size())
                        .allMatch(ordinal -> Long.valueOf(job.group(ordinal)).equals(done.get(job.track(ordinal))));
    }

    /**
     * What is brought back.
     *
     * @param isDryRun whether nothing is changed
     * @param replaces whether rows that differ are set, and surplus and deleted ones are removed
     * @param intoEmpty whether a table without any rows is filled
     * @param isConfirmed whether an append-only fact is restored of which most rows are not found
     */
    public record Restore(boolean isDryRun, boolean replaces, boolean intoEmpty, boolean isConfirmed) {}

    /**
     * The same for another source.
     *
     * @param id the source's id; empty for all sources
     */
    VerifyRequest of(Optional<String> id) {
        return new VerifyRequest(month, table, pod, id, fromGroup, restore, done, details);
    }

    /** Whether it asks for a track, by its POD and its source's id. */
    boolean isAskedFor(Track track) {
        return pod.map(track.pod()::equalsIgnoreCase).orElse(true)
                && source.map(track.source()::equals).orElse(true);
    }

    /** Whether the target is to be changed. */
    public boolean isRestore() {
        return restore.isPresent();
    }
}
