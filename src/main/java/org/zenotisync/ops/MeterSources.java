package org.zenotisync.ops;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zenotisync.announce.DeliveryStatus;
import org.zenotisync.checkpoint.RowTimes;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.model.Track;
import org.zenotisync.status.SyncSnapshot;

/**
 * What the meters of a sync show.
 *
 * @param snapshot gives the current state of the sync, as far as this process knows it
 * @param sourceNames by id, the value of the tag {@code source} for each source
 * @param stall gives how long nothing has moved; empty unless a cycle is stalled
 * @param deliveries give how the delivery of events, and of bad rows, stands; none if nothing is sent
 * @param history reads from the target what was consumed before this process began
 */
public record MeterSources(
        Supplier<SyncSnapshot> snapshot,
        Map<String, String> sourceNames,
        Supplier<Optional<Duration>> stall,
        List<Supplier<DeliveryStatus>> deliveries,
        History history) {

    /** So many of the latest times with new rows are read for each track. */
    public static final int RECENT = RowTimes.KEPT;

    /** Reads what was consumed before this process began. */
    @FunctionalInterface
    public interface History {

        /** For each track, when its latest table groups were consumed; empty if the target cannot be read. */
        Map<Track, RunLog.RecentTimes> read();
    }
}
