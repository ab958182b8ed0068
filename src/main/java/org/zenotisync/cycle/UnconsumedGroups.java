package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.model.Track;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;

/** Lists the groups that the source has and the sync may not have consumed. */
public final class UnconsumedGroups {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private final ListFeed listFeed;

    public UnconsumedGroups(
            SyncConfig config, DataSource dataSource, ControlTables control, FeedListing listing, ListFeed listFeed) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.listFeed = listFeed;
    }

    /**
     * What a pass lists.
     *
     * @param groups by track, ascending: the table groups that are not consumed, and those of the look-back
     * @param incomplete PODs of which more groups wait than one pass lists, or that cannot be listed
     */
    public record Listed(Map<Track, List<TableGroup>> groups, Set<PodId> incomplete) {

        public static final Listed NOTHING = new Listed(Map.of(), Set.of());
    }

    /**
     * Lists sources as a pass does.
     *
     * @param sources those that can be listed, in natural order of their names
     */
    public Listed list(List<Source> sources) throws SQLException {
        Map<Source, FeedListing.Level> roots = new LinkedHashMap<>();
        for (Source source : sources) {
            roots.put(source, listing.level(source, ""));
        }
        Cycle cycle = new Cycle(roots, new SyncEvents(List.of()));
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds()));
        List<FeedScan> scans = listFeed.scan(cycle, checkpoints);
        Map<Track, List<TableGroup>> groups = new HashMap<>();
        Set<PodId> incomplete = new HashSet<>();
        for (Source source : sources) {
            boolean isComplete = scans.stream()
                    .anyMatch(scan ->
                            scan.source().equals(source) && scan.failures().isEmpty());
            if (!isComplete) {
                checkpoints.stream()
                        .filter(checkpoint -> checkpoint.source().equals(source.id()))
                        .forEach(checkpoint -> incomplete.add(checkpoint.track().podId()));
            }
        }
        for (PodScan pod : scans.stream().flatMap(scan -> scan.pods().stream()).toList()) {
            if (pod.truncated()) {
                incomplete.add(pod.id());
            }
            for (List<TableGroup> ofGroup : pod.listed().values()) {
                ofGroup.forEach(group -> groups.computeIfAbsent(group.id().track(), track -> new ArrayList<>())
                        .add(group));
            }
        }
        return new Listed(groups, incomplete);
    }
}
