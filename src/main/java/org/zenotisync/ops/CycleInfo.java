package org.zenotisync.ops;

import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zenotisync.status.CycleSnapshot;

/** A cycle that has ended, in JMX. {@link CycleSnapshot} explains the values. */
public final class CycleInfo {

    private final CycleSnapshot cycle;

    CycleInfo(CycleSnapshot cycle) {
        this.cycle = cycle;
    }

    public Date getEndedAt() {
        return Date.from(cycle.endedAt());
    }

    public long getMillis() {
        return cycle.took().toMillis();
    }

    public int getTableGroupsConsumed() {
        return cycle.consumed();
    }

    public int getTableGroupsFailed() {
        return cycle.failed();
    }

    public int getTableGroupsPaused() {
        return cycle.paused();
    }

    public int getTableGroupsWaitingForSchema() {
        return cycle.waitingForSchema();
    }

    public int getTableGroupsSettling() {
        return cycle.settling();
    }

    public boolean isCutShort() {
        return cycle.cutShort();
    }

    public long getRowsRead() {
        return cycle.rowsRead();
    }

    public int getSchemaFilesApplied() {
        return cycle.schemaFilesApplied();
    }

    public List<String> getFailures() {
        return cycle.failures();
    }

    public @Nullable String getError() {
        return cycle.error().orElse(null);
    }
}
