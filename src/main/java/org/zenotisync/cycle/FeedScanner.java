package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.TableFilter;
import org.zenotisync.event.Problem;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.model.PodId;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.Track;
import org.zenotisync.s3.FeedListing;

/**
 * Lists a source: its folders, the objects of the groups that are not consumed completely, and the objects of the
 * groups in which late objects may appear.
 */
final class FeedScanner {

    /** Groups after which a long listing logs its progress. */
    private static final int GROUPS_PER_NOTE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(FeedScanner.class);

    private final FeedListing listing;
    private final Source source;
    private final String name;
    private final FeedListing.Level root;
    private final LookedAt lookedAt;
    private final TableFilter filter;
    private final Predicate<String> isTable;
    private final int lookBack;
    private final int objectsPerPass;
    private final int filesPerGroup;
    private final UnknownKeys unknown = new UnknownKeys();
    private final List<Problem> failures = new ArrayList<>();
    private int objects;
    private int filesOfGroup;

    /**
     * @param name of the source in messages; empty where there is only one
     * @param root the root folder's level
     * @param isTable whether a folder's name is that of a table, even if none of its files has the name of a data file
     * @param lookBack groups before the newest one that are listed again, because late objects may appear in them
     * @param objectsPerPass objects that one pass loads, so that memory does not grow with the backlog
     * @param filesPerGroup maximum number of files in one group of a POD; the POD fails if there are more
     */
    FeedScanner(
            FeedListing listing,
            Source source,
            String name,
            FeedListing.Level root,
            TableFilter filter,
            Predicate<String> isTable,
            int lookBack,
            int objectsPerPass,
            int filesPerGroup) {
        this.listing = listing;
        this.source = source;
        this.name = name;
        this.root = root;
        this.lookedAt = new LookedAt(source, root.folders());
        this.filter = filter;
        this.isTable = isTable;
        this.lookBack = lookBack;
        this.objectsPerPass = objectsPerPass;
        this.filesPerGroup = filesPerGroup;
    }

    /**
     * Lists the PODs.
     *
     * @param progress how far PODs are consumed completely
     * @param checkpoints of the source; a POD that has checkpoints keeps the name that they have for it
     * @param listedUpTo the last group that an earlier pass of the cycle has listed, by POD; this pass continues after
     *     it
     */
    FeedScan scan(List<PodProgress.Progress> progress, List<Checkpoint> checkpoints, Map<PodId, Long> listedUpTo) {
        unknown.addAll(root.unknown());
        Map<String, List<String>> foldersOfPod = new LinkedHashMap<>();
        root.folders().stream()
                .filter(folder -> !FeedLayout.isReserved(folder) && !FeedLayout.canBePod(folder))
                .forEach(folder -> unknown.add(source.prefix() + folder + "/"));
        root.folders().stream()
                .filter(FeedLayout::canBePod)
                .sorted(NaturalOrder.INSTANCE)
                .forEach(folder -> foldersOfPod
                        .computeIfAbsent(folder.toLowerCase(Locale.ROOT), f -> new ArrayList<>())
                        .add(folder));
        List<PodScan> pods = new ArrayList<>();
        for (List<String> folders : foldersOfPod.values()) {
            scanPod(folders, progress, checkpoints, listedUpTo).ifPresent(pods::add);
        }
        if (unknown.others() > 0) {
            LOG.warn(
                    "{} more than the {} that are listed fit no known layout of the feed and are not loaded",
                    Quantity.of(unknown.others(), "object"),
                    UnknownKeys.NAMED);
        }
        return new FeedScan(source, pods, unknown.keys(), unknown.others() == 0, lookedAt, failures);
    }

    private Optional<PodScan> scanPod(
            List<String> folders,
            List<PodProgress.Progress> progress,
            List<Checkpoint> checkpoints,
            Map<PodId, Long> listedUpTo) {
        SortedMap<Long, List<String>> groupPaths = groupPaths(folders);
        if (groupPaths.isEmpty()) {
            return Optional.empty();
        }
        Optional<PodProgress.Progress> known = progress.stream()
                .filter(p -> p.pod().equalsIgnoreCase(folders.get(0)))
                .findFirst();
        PodId pod = new PodId(source.id(), firstName(folders.get(0), known, checkpoints), name);
        List<Checkpoint> ofPod = checkpoints.stream()
                .filter(checkpoint -> checkpoint.track().podId().equals(pod))
                .toList();
        long complete = Math.min(
                known.filter(p -> holds(p, groupPaths))
                        .map(PodProgress.Progress::completeGroup)
                        .orElse(0L),
                lastBeforeReplay(ofPod));
        boolean lateFolder = known.filter(p -> hasLateFolder(p, groupPaths)).isPresent();
        long lookBackStart = lookBackStart(groupPaths);
        long start = listedUpTo.containsKey(pod) ? listedUpTo.get(pod) + 1 : Math.min(complete + 1, lookBackStart);
        // before the first cycle of this version, a table may have checkpoints under two spellings
        Map<Track, Long> lastGroups = ofPod.stream()
                .collect(Collectors.toMap(Checkpoint::track, Checkpoint::lastGroup, (first, later) -> later));
        Predicate<TableGroup> isKept =
                lateFolder ? group -> true : group -> group.id().group() >= lookBackStart || waits(group, lastGroups);
        SortedMap<Long, List<TableGroup>> listed = new TreeMap<>();
        boolean truncated = listGroups(pod, groupPaths.tailMap(start), lookBackStart, lastGroups, isKept, listed);
        long completeFrom = lateFolder ? start : Math.max(start, lookBackStart);
        return Optional.of(
                new PodScan(pod, complete, List.copyOf(groupPaths.keySet()), listed, completeFrom, truncated));
    }

    /** The folders of each GroupID below the folders of a POD; empty if they are not folders of a POD. */
    private SortedMap<Long, List<String>> groupPaths(List<String> folders) {
        SortedMap<Long, List<String>> groupPaths = new TreeMap<>();
        UnknownKeys unknownInPod = new UnknownKeys();
        for (String folder : folders) {
            FeedListing.Level level = listing.level(source, folder + "/");
            lookedAt.level(folder, level.folders());
            unknownInPod.addAll(level.unknown());
            for (String child : level.folders()) {
                String path = folder + "/" + child + "/";
                FeedLayout.groupId(child)
                        .ifPresentOrElse(
                                group -> groupPaths
                                        .computeIfAbsent(group, g -> new ArrayList<>())
                                        .add(path),
                                () -> unknownInPod.add(source.prefix() + path));
            }
        }
        if (!groupPaths.isEmpty()) {
            unknown.addAll(unknownInPod);
        } else if (!unknownInPod.isEmpty()) {
            folders.forEach(folder -> unknown.add(source.prefix() + folder + "/"));
        }
        return groupPaths;
    }

    /** A POD keeps its first name, even if the case of its folder has changed. */
    private static String firstName(String folder, Optional<PodProgress.Progress> known, List<Checkpoint> checkpoints) {
        return Stream.concat(
                        known.map(PodProgress.Progress::pod).stream(),
                        checkpoints.stream().map(Checkpoint::pod))
                .filter(name -> name.equalsIgnoreCase(folder))
                .findFirst()
                .orElse(folder);
    }

    /** The last group before any replay; another process may have started one while the progress was written. */
    private long lastBeforeReplay(List<Checkpoint> ofPod) {
        return ofPod.stream()
                .filter(checkpoint ->
                        checkpoint.lastGroup() < checkpoint.replayTo() && filter.accepts(checkpoint.table()))
                .mapToLong(Checkpoint::lastGroup)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static boolean waits(TableGroup group, Map<Track, Long> lastGroups) {
        return group.id().group() > lastGroups.getOrDefault(group.id().track(), 0L);
    }

    /**
     * Lists groups until the pass has enough objects.
     *
     * @param isKept whether a table group is kept for the planning
     * @param listed receives the table groups that are kept, by GroupID
     * @return whether groups are left for a later pass
     */
    private boolean listGroups(
            PodId pod,
            SortedMap<Long, List<String>> groupPaths,
            long lookBackStart,
            Map<Track, Long> lastGroups,
            Predicate<TableGroup> isKept,
            SortedMap<Long, List<TableGroup>> listed) {
        for (Map.Entry<Long, List<String>> group : groupPaths.entrySet()) {
            if (objects > objectsPerPass) {
                return true;
            }
            if (!listed.isEmpty() && listed.size() % GROUPS_PER_NOTE == 0) {
                LOG.info("{}: {} groups listed, {} objects kept so far", pod, listed.size(), objects);
            }
            Optional<List<TableGroup>> found = listGroup(pod, group.getKey(), group.getValue());
            if (found.isEmpty()) {
                return false;
            }
            for (TableGroup tableGroup : found.get()) {
                boolean counts = group.getKey() >= lookBackStart || waits(tableGroup, lastGroups);
                objects += counts ? tableGroup.files().size() : 0;
            }
            listed.put(group.getKey(), found.get().stream().filter(isKept).toList());
        }
        return false;
    }

    private long lookBackStart(SortedMap<Long, List<String>> groups) {
        return groups.keySet().stream()
                .skip(Math.max(0, groups.size() - 1 - lookBack))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the progress still counts: the choice of tables is the same, and no older group has appeared since. */
    private boolean holds(PodProgress.Progress progress, SortedMap<Long, List<String>> groups) {
        return progress.filter().equals(filter.toString()) && !hasLateFolder(progress, groups);
    }

    private static boolean hasLateFolder(PodProgress.Progress progress, SortedMap<Long, List<String>> groups) {
        return groups.headMap(progress.completeGroup() + 1).size() > progress.groups();
    }

    /** The table groups of a group; empty if it has too many files, so that the rest of the POD cannot be listed. */
    private Optional<List<TableGroup>> listGroup(PodId pod, long group, List<String> paths) {
        Map<String, List<FeedFile>> filesOfTable = new TreeMap<>();
        Map<String, List<FeedFile>> misnamed = new TreeMap<>();
        filesOfGroup = 0;
        try {
            for (String path : paths) {
                listing.objects(source, path, object -> {
                    if (FeedLayout.isLeftover(object.key())) {
                        return;
                    }
                    Optional<FeedLayout.Place> place =
                            FeedLayout.place(object.path().substring(path.length()));
                    if (place.isEmpty()) {
                        unknown.add(object.key());
                    } else if (filter.accepts(place.get().table())) {
                        FeedFile file = new FeedFile(place.get().logid(), object);
                        if (file.isData() || object.size() > 0) {
                            (file.isData() ? filesOfTable : misnamed)
                                    .computeIfAbsent(place.get().table(), t -> new ArrayList<>())
                                    .add(file);
                            requireFew();
                        }
                    }
                });
                lookedAt.folder(path);
            }
        } catch (CrowdedGroupException e) {
            failures.add(new Problem(
                    "POD " + pod,
                    "group " + group + " has more than " + Quantity.of(filesPerGroup, "file") + " ("
                            + source.uri(source.prefix() + paths.get(0))
                            + "); this group and the later ones of the POD wait until the files that do"
                            + " not belong there are removed"));
            return Optional.empty();
        }
        misnamed.forEach((table, files) -> {
            if (filesOfTable.containsKey(table) || isTable.test(table)) {
                filesOfTable.computeIfAbsent(table, t -> new ArrayList<>()).addAll(files);
            } else {
                files.forEach(file -> unknown.add(file.object().key()));
            }
        });
        List<TableGroup> tableGroups = new ArrayList<>();
        filesOfTable.forEach((table, files) ->
                tableGroups.add(new TableGroup(pod.track(table).group(group), files)));
        return Optional.of(tableGroups);
    }

    private void requireFew() {
        if (++filesOfGroup > filesPerGroup) {
            throw new CrowdedGroupException();
        }
    }

    /** Ends the listing of a group that has too many files. */
    private static final class CrowdedGroupException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
