package org.zenotisync.load;

import java.util.List;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.RunLog;

/**
 * A table group that is merged, but not committed yet.
 *
 * @param counts what the merge did
 * @param entries the files that were consumed
 */
public record LoadResult(LoadPlan plan, RunLog.Counts counts, List<Manifest.Entry> entries) {}
