package org.zenotisync.cycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.event.SourceHold;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TrackListing;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.schema.SchemaHolds;

/** Step of a pass: publishes how every track stands, so that nothing that is shown later has to ask the target. */
public final class PublishListing {

    private final SyncConfig config;

    public PublishListing(SyncConfig config) {
        this.config = config;
    }

    /** Publishes it. */
    public void publish(Pass pass) {
        Map<Track, Long> lastGroups = new TreeMap<>();
        pass.checkpoints().forEach(checkpoint -> lastGroups.put(checkpoint.track(), checkpoint.lastGroup()));
        for (TableGroupId replay : pass.backlog().replays()) {
            lastGroups.computeIfPresent(replay.track(), (track, last) -> Math.min(last, replay.group() - 1));
        }
        Map<Track, SortedMap<Long, Instant>> unconsumed = new HashMap<>();
        pass.pods().stream()
                .flatMap(pod -> pod.listed().values().stream())
                .flatMap(List::stream)
                .forEach(group -> addIfNew(group, lastGroups, unconsumed));
        Map<Track, Source> shared = shared(pass);
        shared.keySet().forEach(track -> lastGroups.putIfAbsent(track, 0L));
        Map<String, SchemaHolds> holds = new HashMap<>();
        Map<String, FeedTable> tables =
                pass.tables().stream().collect(Collectors.toMap(FeedTable::name, table -> table, (a, b) -> a));
        Map<String, List<Checkpoint>> ofTable =
                pass.checkpoints().stream().collect(Collectors.groupingBy(Checkpoint::table));
        List<TrackListing> listings = new ArrayList<>();
        lastGroups.forEach((track, last) -> listings.add(new TrackListing(
                track,
                last,
                unconsumed.getOrDefault(track, new TreeMap<>()),
                holds.computeIfAbsent(track.source(), pass.cycle()::holds)
                        .of(track.table())
                        .map(SchemaHolds.Hold::text),
                key(track, tables, ofTable.getOrDefault(track.table(), List.of())),
                hold(track, shared, pass))));
        pass.cycle().publish(new SyncEvent.FeedListed(pass.isFirst(), listings));
    }

    /** The shared tables that are consumed elsewhere; those of a source that is new, in the PODs that were listed. */
    private static Map<Track, Source> shared(Pass pass) {
        Map<Track, Source> shared = new HashMap<>();
        pass.shared().forEach((track, from) -> {
            if (track.pod().equals(SharedTracks.NO_POD)) {
                pass.pods().stream()
                        .map(PodScan::id)
                        .filter(pod -> pod.source().equals(track.source()))
                        .forEach(pod -> shared.put(pod.track(track.table()), from));
            } else {
                shared.put(track, from);
            }
        });
        return shared;
    }

    /** A shared table that is consumed elsewhere does not wait for its own source. */
    private static Optional<SourceHold> hold(Track track, Map<Track, Source> shared, Pass pass) {
        return Optional.ofNullable(shared.get(track))
                .map(from -> new SourceHold(SourceHold.Kind.SHARED, "consumed from " + from.label()))
                .or(() -> pass.cycle().hold(track.source()));
    }

    private static void addIfNew(
            TableGroup group, Map<Track, Long> lastGroups, Map<Track, SortedMap<Long, Instant>> unconsumed) {
        Track track = group.id().track();
        if (group.id().group() > lastGroups.computeIfAbsent(track, t -> 0L)) {
            unconsumed
                    .computeIfAbsent(track, t -> new TreeMap<>())
                    .put(group.id().group(), group.oldestObject());
        }
    }

    private KeyStatus key(Track track, Map<String, FeedTable> tables, List<Checkpoint> ofTable) {
        return tables.containsKey(track.table())
                ? KeyStatus.of(tables.get(track.table()), config, ofTable, checkpoint -> checkpoint
                        .track()
                        .equals(track))
                : KeyStatus.withoutSchema(track.table(), config);
    }
}
