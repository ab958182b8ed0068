package org.zenotisync.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the sync stands at a moment: what JMX, the command {@code status} and whatever else shows it read.
 *
 * @param takenAt when
 * @param tables every track, by table, source and POD
 * @param lastCycle the last cycle that has ended; empty before, and in a snapshot that was read from the target alone
 */
public record SyncSnapshot(Instant takenAt, List<TableSnapshot> tables, Optional<CycleSnapshot> lastCycle) {

    public SyncSnapshot {
        tables = List.copyOf(tables);
    }

    /** Table groups that are listed and not consumed, over all tables. */
    public int groupsBehind() {
        return tables.stream().mapToInt(table -> table.groupsBehind().orElse(0)).sum();
    }

    /** When the oldest object was written that is not consumed, over all tables; empty if there is none. */
    public Optional<Instant> oldestUnconsumed() {
        return tables.stream()
                .flatMap(table -> table.oldestUnconsumed().stream())
                .min(Instant::compareTo);
    }
}
