package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.TableKind;

/** One POD folder of a generated feed: publishes its groups and, where wanted, objects that come late. */
final class RandomPod {

    private final String folder;
    private final int keyPool;
    private final List<RandomTable> tables;
    private final RandomValues values;
    private final Dice dice;
    private final FeedOptions options;
    private final Set<RandomTable> proven = new HashSet<>();
    private final List<Late> expected = new ArrayList<>();

    /** The table groups that are there; objects of them can be replaced. */
    private final List<Late> replaceable = new ArrayList<>();

    private boolean first = true;
    private int group;

    private record Late(RandomTableGroup tableGroup, boolean keyIsProvenHere) {}

    /**
     * A POD without groups.
     *
     * @param folder key of the POD's folder, ending with a slash
     * @param keyPool number of the key pools that it uses
     */
    RandomPod(
            String folder, int keyPool, List<RandomTable> tables, RandomValues values, Dice dice, FeedOptions options) {
        this.folder = folder;
        this.keyPool = keyPool;
        this.tables = tables;
        this.values = values;
        this.dice = dice;
        this.options = options;
        group = dice.pick(List.of(1, 7, 8, 9, 98, 99, 997, 998, 999));
    }

    /**
     * Publishes late objects of groups that are published already, then new groups.
     *
     * @param more whether another publication follows, which may bring late objects for this one
     */
    void publish(Map<String, byte[]> objects, boolean more) {
        boolean anyGroup = options.lateObjects() == FeedOptions.LateObjects.IN_ANY_GROUP;
        List<Late> now =
                expected.stream().filter(one -> !anyGroup || dice.oneIn(2)).toList();
        for (Late one : now) {
            one.tableGroup().publishLate(objects, one.keyIsProvenHere());
        }
        expected.removeAll(now);
        if (!now.isEmpty() && (options.lateObjects() == FeedOptions.LateObjects.IN_NEWEST_GROUP || dice.oneIn(2))) {
            return;
        }
        int groups = dice.pick(List.of(1, 1, 1, 2, 2, 3, 4));
        for (int i = 1; i <= groups; i++) {
            boolean mayFollow = anyGroup || i == groups && options.lateObjects() != FeedOptions.LateObjects.NONE;
            publishGroup(objects, more && mayFollow);
        }
    }

    /** Replaces one object of a fact or dimension, if there is one; those of append-only facts do not change. */
    void replaceOne(Map<String, byte[]> objects) {
        if (!replaceable.isEmpty()) {
            Late one = dice.pick(replaceable);
            one.tableGroup().publishReplacement(objects, one.keyIsProvenHere());
        }
    }

    private void publishGroup(Map<String, byte[]> objects, boolean lateObjectsFollow) {
        if (dice.oneIn(6)) {
            objects.put(folder, new byte[0]);
            objects.put(folder + group + "/", new byte[0]);
        }
        for (RandomTable table : tables) {
            boolean late = lateObjectsFollow && dice.oneIn(3);
            boolean absent = dice.oneIn(first ? 8 : 4);
            if (late || !absent) {
                publishTable(objects, table, late);
            } else if (dice.oneIn(8)) {
                objects.put(folder + group + "/" + table.name() + "/", new byte[0]);
            }
        }
        first = false;
        group += dice.oneIn(5) ? 2 : 1;
    }

    private void publishTable(Map<String, byte[]> objects, RandomTable table, boolean late) {
        boolean proof = !proven.contains(table);
        String tableFolder = folder + group + "/" + spelled(table.name()) + "/";
        RandomTableGroup tableGroup = new RandomTableGroup(table, tableFolder, table.keys(keyPool, dice), values, dice);
        int rows = dice.oneIn(10) ? 0 : (first ? dice.between(6, 14) : dice.between(1, 10)) * options.size();
        if (tableGroup.publish(objects, rows, new RandomRows.Limits(proof, false, late))) {
            proven.add(table);
        }
        if (late) {
            expected.add(new Late(tableGroup, proof));
        }
        if (table.kind() != TableKind.APPEND_ONLY_FACT) {
            replaceable.add(new Late(tableGroup, proof));
        }
    }

    /** Names of folders differ in case, even from group to group (rule 10). */
    private String spelled(String name) {
        return switch (dice.between(1, 6)) {
            case 1 -> name.toLowerCase(Locale.ROOT);
            case 2 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }
}
