package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/**
 * The judge of the product: a row-at-a-time simulation of the feed documentation that says what every target table
 * should hold after each publication. It is slow and naive on purpose, and shares no code with what it judges.
 *
 * <p>Usage: {@link #publish} what appeared in the bucket, let the product run one cycle, compare with {@link #tables}.
 */
public final class FeedModel {

    /** The files of a table in a group of a POD. */
    record TableGroup(String table, String pod, BigInteger group) {}

    /**
     * How a table group was consumed last.
     *
     * @param publication number of the publication, from 1 on
     */
    record Consumption(List<FeedObject> objects, int publication) {}

    private final String root;
    private final Map<String, List<String>> configuredKeys;
    private final SortedMap<String, byte[]> bucket = new TreeMap<>();
    private final Map<String, ModelTable> contents;

    /** Content of every consumed object by its key: the model's manifest. */
    private final Map<String, byte[]> consumed = new HashMap<>();

    /** Last consumed group by table and POD: the model's checkpoints. */
    private final Map<String, Map<String, BigInteger>> checkpoints = new HashMap<>();

    /** Consumed table groups, in the order in which they were consumed last. */
    private final Map<TableGroup, Consumption> consumptions = new LinkedHashMap<>();

    private OtherSources others = OtherSources.NONE;
    private SortedMap<String, TableDefinition> schema = new TreeMap<>();
    private boolean replaysLateObjects = true;
    private int publications;

    /**
     * A model of an empty bucket.
     *
     * @param rootPrefix the root directory folder, with or without trailing slash, may be empty
     * @param configuredKeys key columns by folded table name, where the schema does not give them
     */
    public FeedModel(String rootPrefix, Map<String, List<String>> configuredKeys) {
        this(rootPrefix, configuredKeys, new HashMap<>());
    }

    /**
     * A model of one of several sources.
     *
     * @param contents the tables of all sources, by folded name
     */
    FeedModel(String rootPrefix, Map<String, List<String>> configuredKeys, Map<String, ModelTable> contents) {
        this.root = FeedObject.root(rootPrefix);
        this.configuredKeys = Map.copyOf(configuredKeys);
        this.contents = contents;
    }

    /** From now on late objects are left alone until {@link #replay}. */
    public FeedModel leavingLateObjectsAlone() {
        replaysLateObjects = false;
        return this;
    }

    /** The keys of the late objects that were left alone. */
    public SortedSet<String> lateObjects() {
        SortedSet<String> keys = new TreeSet<>();
        for (String key : bucket.keySet()) {
            FeedObject.of(root, key).filter(object -> !isConsumed(object)).ifPresent(object -> keys.add(key));
        }
        return keys;
    }

    /** Consumes the consumed groups of a table and POD again from one on, as somebody asks for it. */
    public void replay(String table, String pod, long fromGroup) {
        BigInteger last = checkpoints.get(table).get(pod);
        tableGroups()
                .get(table)
                .get(pod)
                .subMap(BigInteger.valueOf(fromGroup), true, last, true)
                .forEach((group, objects) -> {
                    merge(table, objects, true);
                    noteConsumed(new TableGroup(table, pod, group), objects);
                });
    }

    /**
     * Puts objects into the bucket and consumes whatever is to be consumed now, as one cycle of the product does:
     * schema first, then table by table, POD by POD in natural order, groups ascending.
     *
     * @throws RuntimeException if the objects break a rule of the feed
     */
    public void publish(Map<String, byte[]> newObjects) {
        put(newObjects);
        readSchema();
        tableGroups().keySet().forEach(table -> consume(table, OtherSources.NONE));
    }

    /** Puts objects into the bucket, and consumes nothing. */
    void put(Map<String, byte[]> newObjects) {
        publications++;
        bucket.putAll(newObjects);
    }

    /** Applies the schema scripts that are in the bucket now. */
    void readSchema() {
        schema = ModelSchema.read(root, bucket);
    }

    /** Consumes what is to be consumed of one table now. */
    void consume(String table, OtherSources otherSources) {
        others = otherSources;
        tableGroups().getOrDefault(table, new TreeMap<>()).forEach((pod, groups) -> consume(table, pod, groups));
    }

    /** Whether any group of a table was consumed. */
    boolean hasConsumed(String table) {
        return !checkpoints.getOrDefault(table, Map.of()).isEmpty();
    }

    /** The objects in the bucket, by key. */
    SortedMap<String, byte[]> bucket() {
        return Collections.unmodifiableSortedMap(bucket);
    }

    /** The expected content of every table that the schema scripts declare, by folded name. */
    public SortedMap<String, TableContent> tables() {
        SortedMap<String, TableContent> tables = new TreeMap<>();
        schema.forEach((name, definition) -> tables.put(name, content(name, definition)));
        return tables;
    }

    /** Keys that Zenoti's pages mark, of tables of generated feeds in which they are not the sortkey. */
    private static final Map<String, List<String>> DOCUMENTED = Map.of("bi_facttipspayout", List.of("facttipspoid"));

    /** The order of trust of rule 6: configured key, PRIMARY KEY, documented key, sortkey. */
    static List<String> key(TableDefinition table, Map<String, List<String>> configuredKeys) {
        if (configuredKeys.containsKey(table.name())) {
            return configuredKeys.get(table.name());
        }
        return table.primaryKey().isEmpty()
                ? DOCUMENTED.getOrDefault(table.name(), table.sortKey())
                : table.primaryKey();
    }

    private TableContent content(String name, TableDefinition definition) {
        List<List<Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : contents(name).rows()) {
            List<Object> values = new ArrayList<>();
            // A row that was loaded before a column was added has no entry for it: NULL.
            definition.columnNames().forEach(column -> values.add(row.get(column)));
            rows.add(values);
        }
        return new TableContent(definition.columns(), rows);
    }

    private SortedMap<String, SortedMap<String, NavigableMap<BigInteger, List<FeedObject>>>> tableGroups() {
        SortedMap<String, SortedMap<String, NavigableMap<BigInteger, List<FeedObject>>>> tables = new TreeMap<>();
        for (String key : bucket.keySet()) {
            FeedObject.of(root, key).ifPresent(object -> tables.computeIfAbsent(
                            object.table(), table -> new TreeMap<>(NaturalOrder.INSTANCE))
                    .computeIfAbsent(object.pod(), pod -> new TreeMap<>())
                    .computeIfAbsent(object.group(), group -> new ArrayList<>())
                    .add(object));
        }
        return tables;
    }

    private void consume(String table, String pod, NavigableMap<BigInteger, List<FeedObject>> groups) {
        Map<String, BigInteger> last = checkpoints.computeIfAbsent(table, name -> new HashMap<>());
        BigInteger checkpoint = last.getOrDefault(pod, BigInteger.valueOf(-1));
        boolean replay = false;
        for (Map.Entry<BigInteger, List<FeedObject>> group : groups.entrySet()) {
            List<FeedObject> objects = group.getValue();
            TableGroup id = new TableGroup(table, pod, group.getKey());
            if (group.getKey().compareTo(checkpoint) > 0) {
                merge(table, objects, false);
                last.put(pod, group.getKey());
                noteConsumed(id, objects);
            } else if (replaysLateObjects) {
                // Rule 9: from the first group with something late on, all consumed groups are consumed again.
                replay |= objects.stream().anyMatch(object -> !isConsumed(object));
                if (replay) {
                    merge(table, objects, true);
                    noteConsumed(id, objects);
                }
            }
        }
    }

    private void noteConsumed(TableGroup id, List<FeedObject> objects) {
        objects.forEach(object -> consumed.put(object.key(), bucket.get(object.key())));
        consumptions.remove(id);
        consumptions.put(id, new Consumption(List.copyOf(objects), publications));
    }

    /** The consumed table groups, in the order in which they were consumed last. */
    Map<TableGroup, Consumption> consumptions() {
        return Collections.unmodifiableMap(consumptions);
    }

    /** The root prefix, empty or ending with a slash. */
    String root() {
        return root;
    }

    /** The tables as of the schema scripts so far. */
    SortedMap<String, TableDefinition> schema() {
        return schema;
    }

    /** The rows of a table; a column that came later than a row has no entry in it. */
    List<Map<String, Object>> rowsOf(String table) {
        return List.copyOf(contents(table).rows());
    }

    /** The rows of objects, logid by logid in their order. */
    SortedMap<BigInteger, List<Map<String, Object>>> batches(List<FeedObject> objects, TableDefinition table) {
        List<FeedObject> ordered = new ArrayList<>(objects);
        ordered.sort(FeedObject.FEED_ORDER);
        SortedMap<BigInteger, List<Map<String, Object>>> batches = new TreeMap<>();
        ordered.forEach(object -> batches.computeIfAbsent(object.logid(), logid -> new ArrayList<>())
                .addAll(rows(List.of(object), table)));
        return batches;
    }

    private boolean isConsumed(FeedObject object) {
        return Arrays.equals(consumed.get(object.key()), bucket.get(object.key()));
    }

    private void merge(String name, List<FeedObject> objects, boolean replay) {
        TableDefinition table = Objects.requireNonNull(schema.get(name), "no schema script declares " + name);
        ModelTable content = contents(name);
        List<FeedObject> ordered = new ArrayList<>(objects);
        ordered.sort(FeedObject.FEED_ORDER);
        switch (TableKind.ofTable(name).orElseThrow()) {
            case FACT -> mergeFact(content, table, ordered, replay);
            case APPEND_ONLY_FACT -> mergeAppendOnly(content, table, ordered);
            case DIMENSION -> content.updateInsert(rows(ordered, table), key(table, configuredKeys));
        }
    }

    private void mergeFact(ModelTable content, TableDefinition table, List<FeedObject> ordered, boolean replay) {
        List<String> match = new ArrayList<>(key(table, configuredKeys));
        if (table.has(ModelTable.ORGANIZATION)) {
            match.add(ModelTable.ORGANIZATION);
        }
        if (replay || others.mayHaveSameRows(table.name())) {
            content.deleteEveryMatch(rows(ordered, table), match);
        }
        SortedMap<BigInteger, List<FeedObject>> batches = new TreeMap<>();
        ordered.forEach(object -> batches.computeIfAbsent(object.logid(), logid -> new ArrayList<>())
                .add(object));
        batches.values().forEach(batch -> content.deleteInsert(rows(batch, table), match));
    }

    /** "replay-safe merge": only objects that the manifest does not hold are inserted; a changed one is an error. */
    private void mergeAppendOnly(ModelTable content, TableDefinition table, List<FeedObject> ordered) {
        for (FeedObject object : ordered) {
            if (!consumed.containsKey(object.key())) {
                content.append(others.withoutThoseThere(table.name(), rows(List.of(object), table)));
            } else if (!isConsumed(object)) {
                throw new IllegalStateException("an append-only object changed: " + object.key());
            }
        }
    }

    private List<Map<String, Object>> rows(List<FeedObject> objects, TableDefinition table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (FeedObject object : objects) {
            try {
                rows.addAll(DataFile.rows(bucket.get(object.key()), table));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(object.key() + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private ModelTable contents(String table) {
        return contents.computeIfAbsent(table, name -> new ModelTable());
    }
}
