package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.zenotisync.model.TableKind;

/** The schema scripts of a generated feed: SchemaFull at the start, a SchemaUpgrade folder per release with changes. */
final class RandomUpgrades {

    private static final List<String> RELEASES = List.of("2024.8", "2024.9", "2024.10", "2024.11", "2025.1");

    private static final List<String> ADDED_TYPES =
            List.of("NVARCHAR(40)", "VARCHAR(24)", "INT", "TIMESTAMP", "BOOLEAN", "DECIMAL(18,4)", "DATE");

    /** Not widened: keys, sortkeys and what a fact is matched by. */
    private static final Set<String> FIXED = Set.of(ModelTable.ORGANIZATION, "centerid", "zoneid");

    private final String root;
    private final List<RandomTable> tables;

    /** Those that scripts may change. */
    private final List<RandomTable> changing;

    /** Makes the added column with a number. */
    private final IntFunction<RandomColumn> addedColumn;

    private final Dice dice;
    private final String fullFolder;
    private final List<RandomTable> upgraded = new ArrayList<>();
    private int release;
    private int added;

    RandomUpgrades(String root, List<RandomTable> tables, Dice dice) {
        this(root, tables, tables, number -> new RandomColumn("Added" + number, dice.pick(ADDED_TYPES)), dice);
    }

    private RandomUpgrades(
            String root,
            List<RandomTable> tables,
            List<RandomTable> changing,
            IntFunction<RandomColumn> addedColumn,
            Dice dice) {
        this.root = root;
        this.tables = tables;
        this.changing = changing;
        this.addedColumn = addedColumn;
        this.dice = dice;
        fullFolder = dice.oneIn(6) ? "schemafull/" : "SchemaFull/";
        release = dice.between(0, 1);
    }

    /**
     * The scripts of one of several sources. A column of one name has one type in all of them. Append-only facts keep
     * their columns, because rows are compared by all of them.
     *
     * @param suffix of the names of added columns; sources with the same one add the same columns
     */
    static RandomUpgrades ofSource(String root, List<RandomTable> tables, String suffix, Dice dice) {
        List<RandomTable> changing = tables.stream()
                .filter(table -> table.kind() != TableKind.APPEND_ONLY_FACT)
                .toList();
        return new RandomUpgrades(
                root,
                tables,
                changing,
                number -> new RandomColumn("Added" + number + suffix, ADDED_TYPES.get(number % ADDED_TYPES.size())),
                dice);
    }

    /** The scripts that are there from the start; an upgrade among them is part of SchemaFull already. */
    void publishFirst(Map<String, byte[]> objects) {
        if (dice.oneIn(4)) {
            publishUpgrade(objects, true);
        }
        tables.forEach(table -> publishFull(objects, table));
        if (dice.oneIn(4)) {
            objects.put(root + fullFolder, new byte[0]);
            objects.put(root + "SchemaUpgrade/", new byte[0]);
        }
    }

    /** A release with one to three changes; the changed SchemaFull files sometimes come along. */
    void publishNext(Map<String, byte[]> objects) {
        publishUpgrade(objects, dice.oneIn(2));
    }

    private void publishUpgrade(Map<String, byte[]> objects, boolean withFull) {
        String folder = root + "SchemaUpgrade/" + RELEASES.get(release) + "/";
        release++;
        boolean oneFile = dice.oneIn(3);
        Map<String, String> scripts = new LinkedHashMap<>();
        Set<RandomTable> changed = new HashSet<>();
        for (int i = dice.between(1, 3); i > 0; i--) {
            // Changes that build on each other show whether releases are applied in natural order.
            RandomTable table = upgraded.isEmpty() || dice.oneIn(2) ? dice.pick(changing) : dice.pick(upgraded);
            scripts.merge(oneFile ? "release.txt" : table.name() + ".txt", change(table), String::concat);
            changed.add(table);
        }
        scripts.forEach((name, text) -> objects.put(folder + name, bytes(text)));
        for (RandomTable table : tables) {
            if (changed.contains(table)) {
                upgraded.add(table);
                if (withFull) {
                    publishFull(objects, table);
                }
            }
        }
    }

    private String change(RandomTable table) {
        List<Integer> narrow = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            RandomColumn column = table.columns().get(i);
            boolean fixed = FIXED.contains(column.folded()) || table.key().contains(column.folded());
            if (!fixed && column.type().isText() && column.type().precision() < 4_000) {
                narrow.add(i);
            }
        }
        if (!narrow.isEmpty() && dice.oneIn(2)) {
            int index = dice.oneIn(2) ? narrow.get(narrow.size() - 1) : dice.pick(narrow);
            return table.widen(index, table.columns().get(index).type().precision() + dice.between(1, 60));
        }
        added++;
        return table.addColumn(addedColumn.apply(added));
    }

    private void publishFull(Map<String, byte[]> objects, RandomTable table) {
        objects.put(root + fullFolder + table.name() + ".txt", bytes(table.createScript()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
