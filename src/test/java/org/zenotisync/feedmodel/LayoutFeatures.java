package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which features the keys of a bucket have. */
final class LayoutFeatures {

    private final String root;
    private final Map<String, byte[]> bucket;
    private final Set<Feature> found = EnumSet.noneOf(Feature.class);

    private LayoutFeatures(String root, Map<String, byte[]> bucket) {
        this.root = root;
        this.bucket = bucket;
    }

    /** Features of one publication, whose objects are in the bucket already. */
    static Set<Feature> ofPublication(String root, Map<String, byte[]> bucket, Map<String, byte[]> publication) {
        LayoutFeatures features = new LayoutFeatures(root, bucket);
        features.publication(publication);
        return features.found;
    }

    /** Features of a bucket after the last publication. */
    static Set<Feature> of(String root, Map<String, byte[]> bucket) {
        LayoutFeatures features = new LayoutFeatures(root, bucket);
        features.layout();
        return features.found;
    }

    private void publication(Map<String, byte[]> publication) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (FeedObject object : objects(publication.keySet())) {
            groups.computeIfAbsent(object.pod(), pod -> new HashSet<>())
                    .add(object.group().toString());
        }
        Set<String> before = new HashSet<>();
        objects(bucket.keySet()).stream()
                .filter(object -> !publication.containsKey(object.key()))
                .forEach(object -> before.add(object.pod()));
        when(!before.isEmpty() && !before.containsAll(groups.keySet()), Feature.LATER_POD);
        when(groups.values().stream().anyMatch(ids -> ids.size() >= 4), Feature.FOUR_GROUPS_AT_ONCE);
        Set<String> tableFolders = new HashSet<>();
        objects(publication.keySet()).forEach(object -> tableFolders.add(folder(folder(object.key()))));
        publication.forEach((key, content) -> {
            boolean marker = key.endsWith("/") && content.length == 0;
            when(marker, Feature.FOLDER_MARKER);
            when(
                    marker && key.matches(".*POD[0-9]+/[0-9]+/[^/]+/") && !tableFolders.contains(key),
                    Feature.MARKER_OF_ABSENT_TABLE);
            when(key.startsWith(root + "MonthlySnapshot/"), Feature.MONTHLY_SNAPSHOT);
            when(!key.startsWith(root), Feature.NEIGHBOUR_OF_ROOT);
        });
    }

    private static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/', key.length() - 2) + 1);
    }

    private void layout() {
        Map<String, Map<String, Set<String>>> tablesByPodAndGroup = new TreeMap<>();
        Map<String, Set<String>> logids = new HashMap<>();
        Map<String, List<String>> parts = new HashMap<>();
        Map<String, Set<String>> spellings = new HashMap<>();
        for (FeedObject object : objects(bucket.keySet())) {
            tablesByPodAndGroup
                    .computeIfAbsent(object.pod(), pod -> new TreeMap<>(NaturalOrder.INSTANCE))
                    .computeIfAbsent(object.group().toString(), group -> new HashSet<>())
                    .add(object.table());
            String logid = folder(object.key());
            logids.computeIfAbsent(folder(logid), key -> new HashSet<>())
                    .add(object.logid().toString());
            parts.computeIfAbsent(logid, key -> new ArrayList<>()).add(object.file());
            spellings
                    .computeIfAbsent(object.table(), key -> new HashSet<>())
                    .add(folder(logid).replaceAll(".*/(.+)/", "$1"));
        }
        Set<String> pods = tablesByPodAndGroup.keySet();
        when(pods.size() > 1, Feature.SEVERAL_PODS);
        when(pods.containsAll(Set.of("POD10", "POD2")), Feature.TEN_BEFORE_TWO_AS_TEXT_IN_PODS);
        when(root.contains("/") && root.indexOf('/') < root.length() - 1, Feature.DEEP_ROOT);
        Set<String> tables = ModelSchema.read(root, bucket).keySet();
        for (Map<String, Set<String>> groups : tablesByPodAndGroup.values()) {
            when(groups.keySet().containsAll(Set.of("9", "10")), Feature.GROUPS_9_AND_10);
            when(groups.keySet().containsAll(Set.of("99", "100")), Feature.GROUPS_99_AND_100);
            when(groups.keySet().containsAll(Set.of("999", "1000")), Feature.GROUPS_999_AND_1000);
            boolean first = true;
            for (Set<String> present : groups.values()) {
                when(first && !present.containsAll(tables), Feature.TABLE_ABSENT_FROM_FULL_LOAD);
                when(!first && !present.containsAll(tables), Feature.TABLE_ABSENT_FROM_LATER_GROUP);
                first = false;
            }
        }
        logids.values().forEach(ids -> when(ids.containsAll(Set.of("9", "10")), Feature.LOGIDS_9_AND_10));
        parts.values()
                .forEach(names -> when(
                        !names.stream()
                                .sorted()
                                .toList()
                                .equals(names.stream()
                                        .sorted(NaturalOrder.INSTANCE)
                                        .toList()),
                        Feature.PARTS_IN_OTHER_ORDER_AS_TEXT));
        spellings.values().forEach(names -> when(names.size() > 1, Feature.FOLDER_CASE_DIFFERS));
    }

    private void when(boolean condition, Feature feature) {
        if (condition) {
            found.add(feature);
        }
    }

    private List<FeedObject> objects(Collection<String> keys) {
        return keys.stream().flatMap(key -> FeedObject.of(root, key).stream()).toList();
    }
}
