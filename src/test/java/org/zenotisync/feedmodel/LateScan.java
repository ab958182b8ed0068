package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.TableKind;

/** Finds the objects of a feed that turn up late, from its published keys. */
final class LateScan {

    private final Set<TableKind> kinds = EnumSet.noneOf(TableKind.class);
    private final Set<String> places = new HashSet<>();
    private int besideNewerGroups;
    private int inOlderGroups;

    private LateScan() {}

    static LateScan of(RandomFeed feed) {
        LateScan scan = new LateScan();
        String root = FeedObject.root(feed.rootPrefix());
        Map<String, BigInteger> newestByPod = new HashMap<>();
        Set<String> consumed = new HashSet<>();
        for (Map<String, byte[]> publication : feed.publications()) {
            Map<String, BigInteger> newestNow = new HashMap<>(newestByPod);
            Set<FeedObject> objects = new HashSet<>();
            publication.keySet().forEach(key -> FeedObject.of(root, key).ifPresent(objects::add));
            objects.forEach(object -> newestNow.merge(object.pod(), object.group(), BigInteger::max));
            for (FeedObject object : objects) {
                if (consumed.contains(tableGroup(object))) {
                    scan.late(object, consumed, newestByPod.get(object.pod()), newestNow.get(object.pod()));
                }
            }
            newestByPod.putAll(newestNow);
            objects.forEach(object -> {
                consumed.add(tableGroup(object));
                consumed.add(logid(object));
            });
        }
        return scan;
    }

    private void late(FeedObject object, Set<String> consumed, BigInteger newestBefore, BigInteger newestNow) {
        kinds.add(TableKind.ofTable(object.table()).orElseThrow());
        places.add(consumed.contains(logid(object)) ? "existing logid" : "new logid");
        inOlderGroups += object.group().equals(newestBefore) ? 0 : 1;
        besideNewerGroups += object.group().equals(newestNow) ? 0 : 1;
    }

    private static String tableGroup(FeedObject object) {
        return object.pod() + "/" + object.group() + "/" + object.table();
    }

    private static String logid(FeedObject object) {
        return tableGroup(object) + "/" + object.logid();
    }

    Set<TableKind> kinds() {
        return kinds;
    }

    /** Whether late objects came to an existing logid or to a new one. */
    Set<String> places() {
        return places;
    }

    /** How many came together with a newer group of their POD. */
    int besideNewerGroups() {
        return besideNewerGroups;
    }

    /** How many came to another group than the newest of their POD. */
    int inOlderGroups() {
        return inOlderGroups;
    }
}
