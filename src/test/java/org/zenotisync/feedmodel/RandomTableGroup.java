package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one table in one group of one POD, as a generated feed publishes them. */
final class RandomTableGroup {

    private static final List<String> FILE_NAMES = List.of("part_", "2024-02-29_", "");

    private final RandomTable table;
    private final String folder;
    private final KeyPool keys;
    private final RandomValues values;
    private final Dice dice;
    private final String fileName;
    private final SortedMap<Integer, List<Integer>> parts = new TreeMap<>();

    /**
     * A table group without files.
     *
     * @param folder key of the table's folder in the group, ending with a slash
     */
    RandomTableGroup(RandomTable table, String folder, KeyPool keys, RandomValues values, Dice dice) {
        this.table = table;
        this.folder = folder;
        this.keys = keys;
        this.values = values;
        this.dice = dice;
        fileName = dice.oneIn(4) ? table.name() + "_" : dice.pick(FILE_NAMES);
    }

    /**
     * Adds the files of a group that is published as a whole.
     *
     * @param actions about how many rows it has; 0 for empty files
     * @return whether its rows show that the key is one (rule 6)
     */
    boolean publish(Map<String, byte[]> objects, int actions, RandomRows.Limits limits) {
        RandomRows rows = new RandomRows(table, keys, values, dice, limits);
        int logid = dice.pick(List.of(1, 8, 9, 9, 98, 412));
        int logids = dice.pick(List.of(1, 1, 2, 2, 3));
        for (int i = 0; i < logids; i++) {
            publishLogid(objects, logid, rows.batch(actions == 0 ? 0 : 1 + actions / logids));
            logid += dice.pick(List.of(1, 1, 2, 7));
        }
        if (dice.oneIn(6)) {
            addMarkers(objects);
        }
        return rows.proveTheKey();
    }

    /** Adds one object with a new name to a logid that is there already, or to a new one. */
    void publishLate(Map<String, byte[]> objects, boolean keyIsProvenHere) {
        boolean newLogid = dice.oneIn(2);
        int logid = newLogid ? parts.lastKey() + dice.between(1, 3) : dice.pick(new ArrayList<>(parts.keySet()));
        List<Integer> present = parts.computeIfAbsent(logid, number -> new ArrayList<>());
        int part = 1;
        while (present.contains(part) || (part < 12 && dice.oneIn(2))) {
            part++;
        }
        RandomRows.Limits limits = new RandomRows.Limits(keyIsProvenHere, keyIsProvenHere, true);
        List<List<String>> rows = new RandomRows(table, keys, values, dice, limits).batch(dice.between(1, 6));
        present.add(part);
        objects.put(key(logid, part), RandomFile.write(table, rows, dice));
    }

    /** Replaces the content of one object that is there already. */
    void publishReplacement(Map<String, byte[]> objects, boolean keyIsProvenHere) {
        int logid = dice.pick(new ArrayList<>(parts.keySet()));
        int part = dice.pick(parts.get(logid));
        RandomRows.Limits limits = new RandomRows.Limits(keyIsProvenHere, keyIsProvenHere, true);
        List<List<String>> rows = new RandomRows(table, keys, values, dice, limits).batch(dice.between(1, 6));
        objects.put(key(logid, part), RandomFile.write(table, rows, dice));
    }

    private void publishLogid(Map<String, byte[]> objects, int logid, List<List<String>> rows) {
        List<Integer> present = parts.computeIfAbsent(logid, number -> new ArrayList<>());
        int part = dice.pick(List.of(1, 1, 2, 8, 9, 98));
        int files = dice.pick(List.of(1, 1, 2, 3));
        int from = 0;
        for (int i = 1; i <= files; i++) {
            int to = i == files ? rows.size() : dice.between(from, rows.size());
            present.add(part);
            objects.put(key(logid, part), RandomFile.write(table, rows.subList(from, to), dice));
            from = to;
            part += dice.pick(List.of(1, 1, 2, 8));
        }
    }

    private void addMarkers(Map<String, byte[]> objects) {
        objects.put(folder, new byte[0]);
        objects.put(folder + parts.firstKey() + "/", new byte[0]);
        objects.put(folder + (parts.lastKey() + 20) + "/", new byte[0]);
    }

    private String key(int logid, int part) {
        return folder + logid + "/" + fileName + part + ".csv";
    }
}
