package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A feed made up by chance, as a list of publications. The same seed and options give the same bytes on every JDK. It
 * holds nothing whose result the documentation and the rules of the feed leave open.
 */
public final class RandomFeed {

    private static final List<String> ROOTS = List.of("", "CustomerFolder", "CustomerFolder/", "Customer Folder/x");

    private final long seed;
    private final FeedOptions options;
    private final String rootPrefix;
    private final String root;
    private final List<RandomTable> tables;
    private final List<Map<String, byte[]>> publications = new ArrayList<>();

    private RandomFeed(long seed, FeedOptions options) {
        this.seed = seed;
        this.options = options;
        Dice dice = new Dice(seed);
        rootPrefix = dice.pick(ROOTS);
        root = FeedObject.root(rootPrefix);
        tables = TableCatalog.pick(dice);
        publish(dice);
    }

    /** A small feed without late objects. */
    public static RandomFeed of(long seed) {
        return of(seed, FeedOptions.small());
    }

    /** A feed by seed and options. */
    public static RandomFeed of(long seed, FeedOptions options) {
        return new RandomFeed(seed, options);
    }

    /** The root directory folder as a user may configure it: empty, or with or without a trailing slash. */
    public String rootPrefix() {
        return rootPrefix;
    }

    /** New objects by key, publication by publication; a key that comes again replaces the object. */
    public List<Map<String, byte[]>> publications() {
        return Collections.unmodifiableList(publications);
    }

    /** Key columns by folded table name, for the tables whose schema scripts do not give them. */
    public Map<String, List<String>> configuredKeys() {
        SortedMap<String, List<String>> keys = new TreeMap<>();
        tables.stream()
                .filter(table -> table.keySource() == RandomTable.KeySource.CONFIGURATION)
                .forEach(table -> keys.put(table.folded(), table.key()));
        return keys;
    }

    /** A model that knows the configuration of this feed and has seen nothing of it yet. */
    public FeedModel model() {
        return new FeedModel(rootPrefix, configuredKeys());
    }

    /** Seed, tables and objects, for messages about failures. */
    public String describe() {
        StringBuilder text = new StringBuilder("RandomFeed.of(" + seed + ", " + options + ")\n");
        text.append("root prefix '").append(rootPrefix).append("'\n");
        tables.forEach(table -> text.append("table ").append(table).append('\n'));
        for (int i = 0; i < publications.size(); i++) {
            text.append("publication ").append(i + 1).append('\n');
            publications.get(i).forEach((key, content) -> text.append("  ")
                    .append(key)
                    .append(" (")
                    .append(content.length)
                    .append(" bytes)\n"));
        }
        return text.toString();
    }

    private void publish(Dice dice) {
        int count = dice.between(2, 4);
        RandomValues values = new RandomValues(dice, dice.oneIn(4) ? 2 : 0);
        RandomUpgrades upgrades = new RandomUpgrades(root, tables, dice);
        List<RandomPod> pods = pods(values, dice);
        // A region that is onboarded later brings its own full load.
        int lastPodStarts = pods.size() > 1 && dice.oneIn(4) ? 1 : 0;
        for (int i = 0; i < count; i++) {
            SortedMap<String, byte[]> objects = new TreeMap<>();
            if (i == 0) {
                upgrades.publishFirst(objects);
                publishNeighbours(objects, dice);
            } else if (dice.oneIn(2)) {
                upgrades.publishNext(objects);
            }
            for (int pod = 0; pod < pods.size(); pod++) {
                if (pod < pods.size() - 1 || i >= lastPodStarts) {
                    pods.get(pod).publish(objects, i < count - 1);
                }
            }
            publications.add(Collections.unmodifiableSortedMap(objects));
        }
    }

    private List<RandomPod> pods(RandomValues values, Dice dice) {
        List<String> names = dice.shuffled(List.of("POD1", "POD2", "POD10"));
        int count = dice.pick(List.of(1, 1, 2, 2, 3));
        // With late objects a key belongs to one POD: what a replay does to the rows of another one is not documented.
        boolean sharedKeys = options.lateObjects() == FeedOptions.LateObjects.NONE && dice.oneIn(3);
        List<RandomPod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(new RandomPod(root + names.get(i) + "/", sharedKeys ? 0 : i, tables, values, dice, options));
        }
        return pods;
    }

    /** Objects that no table may show: beside the PODs (rule 12) and beside the root directory folder. */
    private void publishNeighbours(Map<String, byte[]> objects, Dice dice) {
        String table = tables.get(0).name();
        byte[] content = "not,for,this,table\n".getBytes(StandardCharsets.UTF_8);
        if (dice.oneIn(4)) {
            objects.put(root + "MonthlySnapshot/2024-03-01/POD1/1000/" + table + "/12.12.zip", content);
        }
        if (!root.isEmpty() && dice.oneIn(3)) {
            String neighbour = root.substring(0, root.length() - 1) + "2/POD1/1/" + table + "/1/part_1.csv";
            objects.put(neighbour, content);
        }
    }
}
