package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zenotisync.feedmodel.FeedModel.Consumption;
import org.zenotisync.feedmodel.FeedModel.TableGroup;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/**
 * The judge of verifications: says row by row what a target must hold of the keys of a snapshot. Expected is the
 * snapshot, and after it every table group of any POD that was consumed since, in the order in which they were consumed;
 * a key that one of them has ends as that one says.
 */
public final class SnapshotModel {

    private final FeedModel feed;
    private final RandomSnapshot snapshot;
    private final Map<String, List<String>> configuredKeys;
    private final Set<String> gone = new HashSet<>();
    private final Map<Track, BigInteger> passed = new TreeMap<>();
    private long fromGroup;

    /** A table of a POD. */
    public record Track(String table, String pod) implements Comparable<Track> {
        @Override
        public int compareTo(Track other) {
            return table.equals(other.table) ? pod.compareTo(other.pod) : table.compareTo(other.table);
        }
    }

    /** @param feed has consumed what the target has */
    public SnapshotModel(FeedModel feed, RandomSnapshot snapshot, Map<String, List<String>> configuredKeys) {
        this.feed = feed;
        this.snapshot = snapshot;
        this.configuredKeys = configuredKeys;
    }

    /** Groups below a number are not read. */
    public void fromGroup(long group) {
        fromGroup = group;
    }

    /**
     * Lets the groups that were consumed last by one of the first publications be too old to be read: for each table
     * and POD those from the first one on, up to one of which a later group or the same one was consumed again.
     *
     * @return the last of these groups
     */
    public Map<Track, Long> pass(int publications) {
        SortedMap<Track, SortedMap<BigInteger, Integer>> consumed = new TreeMap<>();
        feed.consumptions().forEach((group, consumption) -> consumed.computeIfAbsent(
                        new Track(group.table(), group.pod()), track -> new TreeMap<>())
                .put(group.group(), consumption.publication()));
        Map<Track, Long> last = new TreeMap<>();
        consumed.forEach((track, groups) -> {
            for (Map.Entry<BigInteger, Integer> group : groups.entrySet()) {
                if (group.getValue() > publications) {
                    break;
                }
                passed.put(track, group.getKey());
                last.put(track, group.getKey().longValueExact());
            }
        });
        return last;
    }

    /** Objects that were consumed and are gone from the bucket. */
    public void lose(Collection<String> keys) {
        gone.addAll(keys);
    }

    /**
     * Whether a snapshot of the past may hold rows of objects that are not consumed: groups after the last one of their
     * POD, of which nobody knows any more when it came, or of a POD of which nothing is consumed; and late objects of
     * an append-only fact.
     *
     * @param unconsumed keys of objects that are in the bucket and not consumed
     */
    public boolean isTooEarly(String table, Collection<String> unconsumed) {
        return unconsumed.stream()
                .flatMap(key -> FeedObject.of(feed.root(), key).stream())
                .filter(object -> object.table().equals(table))
                .anyMatch(this::isTooEarly);
    }

    private boolean isTooEarly(FeedObject object) {
        Optional<Map.Entry<TableGroup, Consumption>> last = feed.consumptions().entrySet().stream()
                .filter(group -> group.getKey().table().equals(object.table())
                        && group.getKey().pod().equals(object.pod()))
                .max(Comparator.comparing(group -> group.getKey().group()));
        if (last.isEmpty()) {
            return true;
        }
        if (object.group().compareTo(last.get().getKey().group()) <= 0) {
            return TableKind.ofTable(object.table()).orElseThrow() == TableKind.APPEND_ONLY_FACT;
        }
        return last.get().getValue().objects().stream().allMatch(consumed -> gone.contains(consumed.key()));
    }

    /** The keys of all consumed objects, by table, POD and group. */
    public List<List<String>> consumedObjects() {
        return feed.consumptions().values().stream()
                .map(consumption ->
                        consumption.objects().stream().map(FeedObject::key).toList())
                .toList();
    }

    /** The numbers of all consumed groups. */
    public Set<Long> groups() {
        Set<Long> groups = new HashSet<>();
        feed.consumptions().keySet().forEach(group -> groups.add(group.group().longValueExact()));
        return groups;
    }

    /** The tables and PODs that were consumed and have no snapshot. */
    public List<Track> withoutSnapshot() {
        Set<Track> tracks = new HashSet<>();
        feed.consumptions().keySet().forEach(group -> tracks.add(new Track(group.table(), group.pod())));
        snapshot.tables().forEach((table, pods) -> pods.forEach(pod -> tracks.remove(new Track(table, pod.pod()))));
        return tracks.stream().sorted().toList();
    }

    /**
     * What the target must hold, by table that a snapshot has.
     *
     * @param ignored columns as {@code table.column} that the settings leave out
     */
    public SortedMap<String, ExpectedTable> tables(Set<String> ignored) {
        SortedMap<String, ExpectedTable> tables = new TreeMap<>();
        snapshot.tables().forEach((name, pods) -> {
            TableDefinition table = feed.schema().get(name);
            ExpectedTable expected = new ExpectedTable(table, FeedModel.key(table, configuredKeys), pods, ignored);
            for (Map.Entry<TableGroup, Consumption> group : feed.consumptions().entrySet()) {
                if (group.getKey().table().equals(name) && isRead(group.getKey())) {
                    read(expected, table, group.getKey().pod(), group.getValue().objects());
                }
            }
            if (withoutSnapshot().stream().anyMatch(track -> track.table().equals(name))) {
                expected.othersBringIt();
            }
            tables.put(name, expected);
        });
        return tables;
    }

    private void read(ExpectedTable expected, TableDefinition table, String pod, List<FeedObject> objects) {
        if (objects.stream().anyMatch(object -> gone.contains(object.key()))) {
            expected.missGroup();
        } else {
            expected.apply(pod, new ArrayList<>(feed.batches(objects, table).values()));
        }
    }

    private boolean isRead(TableGroup group) {
        if (fromGroup > 0) {
            return group.group().longValueExact() >= fromGroup;
        }
        BigInteger last = passed.get(new Track(group.table(), group.pod()));
        return last == null || group.group().compareTo(last) > 0;
    }
}
