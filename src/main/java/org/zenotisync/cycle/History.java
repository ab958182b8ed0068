package org.zenotisync.cycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.model.Track;
import org.zenotisync.schema.SchemaFileEntry;

/**
 * What the target records of the time before now, for displays.
 *
 * @param readAt when it was read
 * @param runs for each track, its latest attempts in order of time
 * @param times for each track, when its latest table groups were consumed, and when they brought rows
 * @param quarantined for each track of a configured source, its rows in the quarantine
 * @param verified for each track, its last automatic verification
 * @param schemaFiles every schema file that a cycle has found in a configured source, by source and key
 * @param late late objects of configured sources that are not loaded, by table, source, POD and group
 */
public record History(
        Instant readAt,
        Map<Track, List<RunLog.Run>> runs,
        Map<Track, RunLog.RecentTimes> times,
        Map<Track, Long> quarantined,
        Map<Track, VerifyOutcomes.Kept> verified,
        List<SchemaFileEntry> schemaFiles,
        List<LateObjects.Entry> late) {

    /** Of a target that the sync has never written to. */
    public static History none(Instant readAt) {
        return new History(readAt, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of());
    }
}
