package org.zenotisync.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.zenotisync.routes.SmallFeed;

/**
 * A feed that gains a group with every step, and now and then an object that turns up late or changes in one of the groups
 * before. Its content in the end does not depend on when each of them is seen.
 */
final class EndlessFeed {

    /** Groups back to which objects turn up late. */
    static final int LATE_GROUPS = 8;

    private final Random random;
    private final Map<String, byte[]> bucket = new TreeMap<>();
    private int group;
    private int late;

    EndlessFeed(Random random) {
        this.random = random;
        bucket.putAll(SmallFeed.schema());
    }

    /** All objects so far. */
    Map<String, byte[]> objects() {
        return bucket;
    }

    int groups() {
        return group;
    }

    int lateObjects() {
        return late;
    }

    /** The objects of a new group. */
    Map<String, byte[]> nextGroup() {
        group++;
        return added(SmallFeed.groups(group, group));
    }

    /** A new object of an older group, or a changed one. */
    Map<String, byte[]> lateObject() {
        late++;
        int old = Math.max(1, group - 1 - random.nextInt(LATE_GROUPS));
        String pod = SmallFeed.PODS.get(random.nextInt(SmallFeed.PODS.size()));
        String table = SmallFeed.TABLES.get(random.nextInt(SmallFeed.TABLES.size()));
        String key = SmallFeed.key(pod, old, table);
        if (random.nextBoolean() && !table.equals(SmallFeed.APPEND_ONLY_FACT)) {
            // no later group touches the rows that end with these
            String text = new String(bucket.get(key), StandardCharsets.UTF_8)
                    .replaceAll(",[0-9.]+,0,(POD\\d)\n$", "," + late + ".5,0,$1\n")
                    .replaceAll(",came with [^,]*,", ",came late with " + late + ",");
            return added(SmallFeed.objects(Map.of(key, text)));
        }
        return added(SmallFeed.objects(Map.of(key.replace("part_0", "part_late_" + late), fresh(pod, table))));
    }

    private String fresh(String pod, String table) {
        return switch (table) {
            case SmallFeed.FACT ->
                "invoiceid,amount,void,organizationid\n" + (100_000_000 + late) + ",7,0," + pod + "\n";
            case SmallFeed.APPEND_ONLY_FACT ->
                "feedbackid,rating,void,organizationid\n" + (100_000_000 + late) + ",3,0," + pod + "\n";
            default -> "userid,name,void,organizationid\nlate-" + late + ",came late,0," + pod + "\n";
        };
    }

    private Map<String, byte[]> added(Map<String, byte[]> objects) {
        bucket.putAll(objects);
        return objects;
    }
}
