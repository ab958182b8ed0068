package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.s3.FeedListing;

/** Finds the table groups that were consumed after a snapshot was taken, or shortly before. */
public final class LaterGroups {

    /**
     * The first group that is read has an object that was written so long before the extract: a table group that the
     * snapshot holds already does no harm.
     */
    private static final Duration BEFORE_EXTRACT = Duration.ofDays(2);

    private final SyncConfig config;
    private final Manifest manifest;
    private final FeedListing listing;

    public LaterGroups(SyncConfig config, Manifest manifest, FeedListing listing) {
        this.config = config;
        this.manifest = manifest;
        this.listing = listing;
    }

    /**
     * A consumed table group.
     *
     * @param group with its files; empty if one of them is gone from the source
     * @param consumedAt when it was last consumed, in UTC
     */
    record Later(TableGroupId id, Optional<TableGroup> group, LocalDateTime consumedAt) {

        private static final Comparator<Later> ORDER = Comparator.comparing(Later::consumedAt)
                .thenComparing(later -> later.id().track().sourceName(), NaturalOrder.INSTANCE)
                .thenComparing(later -> later.id().pod(), NaturalOrder.INSTANCE)
                .thenComparing(later -> later.id().group());
    }

    /** The time from which on table groups are read. */
    static Instant boundary(SnapshotJob job) {
        return job.firstExtractedAt().minus(BEFORE_EXTRACT);
    }

    /** The table groups of all PODs, in the order in which they were consumed. */
    List<Later> find(Connection connection, Comparison comparison) throws SQLException {
        List<Later> found = new ArrayList<>();
        for (Checkpoint checkpoint : comparison.checkpoints()) {
            boolean isReachable = !comparison.job().unreachable().contains(checkpoint.source());
            if (isReachable && isOfSource(checkpoint)) {
                found.addAll(ofTrack(connection, comparison.job(), checkpoint));
            }
        }
        found.sort(Later.ORDER);
        return found;
    }

    private boolean isOfSource(Checkpoint checkpoint) {
        return config.source(checkpoint.source()).isPresent();
    }

    /**
     * From the newest group backwards, as far as one may have an object that came after the boundary: groups that were
     * consumed before it have none.
     */
    private List<Later> ofTrack(Connection connection, SnapshotJob job, Checkpoint checkpoint) throws SQLException {
        Instant boundary = boundary(job);
        List<Later> found = new ArrayList<>();
        int first = 0;
        for (Manifest.ConsumedGroup consumed : manifest.groups(connection, checkpoint.track())) {
            if (consumed.group() > checkpoint.lastGroup()) {
                continue;
            }
            TableGroupId id = checkpoint.track().group(consumed.group());
            boolean isChosen = job.request().fromGroup().isPresent();
            boolean isBefore = isChosen
                    ? consumed.group() < job.request().fromGroup().getAsLong()
                    : consumed.consumedAt().toInstant(ZoneOffset.UTC).isBefore(boundary);
            if (isBefore) {
                break;
            }
            List<Manifest.Entry> entries = manifest.of(connection, id);
            Map<String, FeedObject> present = list(id, entries);
            found.add(new Later(id, group(id, entries, present), consumed.consumedAt()));
            if (isChosen || isAnySince(boundary, entries, present)) {
                first = found.size();
            }
        }
        // the group with such an object and all after it: a group may be consumed again because of an earlier one
        return found.subList(0, first);
    }

    /** Whether an object was written since the boundary; of one that is gone, nobody knows. */
    private static boolean isAnySince(Instant boundary, List<Manifest.Entry> entries, Map<String, FeedObject> present) {
        return entries.stream()
                .map(entry -> present.get(entry.key()))
                .anyMatch(object -> object == null || !object.lastModified().isBefore(boundary));
    }

    /** The objects as they are now; empty if one is gone. */
    private static Optional<TableGroup> group(
            TableGroupId id, List<Manifest.Entry> entries, Map<String, FeedObject> present) {
        List<FeedFile> files = new ArrayList<>();
        for (Manifest.Entry entry : entries) {
            FeedObject object = present.get(entry.key());
            if (object == null) {
                return Optional.empty();
            }
            files.add(new FeedFile(entry.logid(), object));
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new TableGroup(id, files));
    }

    /** The last consumed group of a track whose objects were all written before a time; empty if there is none. */
    Optional<TableGroupId> lastBefore(Connection connection, Track track, Instant time) throws SQLException {
        for (Manifest.ConsumedGroup consumed : manifest.groups(connection, track)) {
            TableGroupId id = track.group(consumed.group());
            List<Manifest.Entry> entries = manifest.of(connection, id);
            Map<String, FeedObject> present = list(id, entries);
            boolean isBefore = entries.stream()
                    .map(entry -> present.get(entry.key()))
                    .allMatch(object -> object != null && object.lastModified().isBefore(time));
            if (isBefore) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** The objects in the folders of a table group, by key. */
    private Map<String, FeedObject> list(TableGroupId group, List<Manifest.Entry> entries) {
        Source source = config.source(group.source())
                .orElseThrow(() -> new IllegalStateException("the source of " + group + " is not configured"));
        TreeSet<String> folders = new TreeSet<>();
        entries.forEach(entry ->
                folders.add(folderOfTable(entry.key().substring(source.prefix().length()))));
        Map<String, FeedObject> present = new HashMap<>();
        folders.forEach(folder -> listing.objects(source, folder, object -> present.put(object.key(), object)));
        return present;
    }

    /** Without the file and its logid. */
    private static String folderOfTable(String path) {
        int file = path.lastIndexOf('/');
        return path.substring(0, path.lastIndexOf('/', file - 1) + 1);
    }

    /** Whether the last group that a track has consumed was delivered since a time. */
    boolean isLastDeliveredSince(Connection connection, Checkpoint checkpoint, Instant time) throws SQLException {
        if (!isOfSource(checkpoint)) {
            return true;
        }
        Optional<Manifest.ConsumedGroup> last = manifest.groups(connection, checkpoint.track()).stream()
                .filter(consumed -> consumed.group() <= checkpoint.lastGroup())
                .findFirst();
        if (last.isEmpty()) {
            return false;
        }
        List<Manifest.Entry> entries =
                manifest.of(connection, checkpoint.track().group(last.get().group()));
        Map<String, FeedObject> present =
                list(checkpoint.track().group(last.get().group()), entries);
        return entries.stream()
                .map(entry -> present.get(entry.key()))
                .anyMatch(object -> object != null && !object.lastModified().isBefore(time));
    }
}
