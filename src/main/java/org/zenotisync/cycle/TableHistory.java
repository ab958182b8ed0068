package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;

/**
 * What the target records of one table, for displays.
 *
 * @param runs its latest attempts in all sources and PODs, the last one first
 * @param held its latest rows in the quarantine, the last ones first
 */
public record TableHistory(List<RunLog.Recorded> runs, List<Quarantine.Held> held) {

    /** Of a table that was never loaded. */
    public static final TableHistory NONE = new TableHistory(List.of(), List.of());
}
