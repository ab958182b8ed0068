package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * A monthly snapshot of a generated feed (feed documentation, "MonthlySnapshot"): for each POD the tables as they were
 * after some publications, restricted to one month by a column with dates where a table has one, and rows with void=1,
 * which are no rows. A POD's own groups alone make its tables.
 */
public final class RandomSnapshot {

    private final String root;
    private final LocalDate extract;
    private final Dice dice;
    private final Map<String, List<String>> configuredKeys;
    private final SortedMap<String, TableDefinition> schema;
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final SortedMap<String, List<PodSnapshot>> tables = new TreeMap<>();
    private int logid = 7;

    /**
     * @param model has consumed what the target has
     * @param publications how many of the feed's publications came before the snapshot
     * @param extract the day on which it was taken
     * @param folder name of the folder of that day
     */
    public RandomSnapshot(
            long seed, RandomFeed feed, FeedModel model, int publications, LocalDate extract, String folder) {
        this.root = FeedObject.root(feed.rootPrefix());
        this.extract = extract;
        this.dice = new Dice(seed * 31 + 7);
        this.configuredKeys = feed.configuredKeys();
        this.schema = model.schema();
        int group = dice.pick(List.of(1000, 1001, 1999));
        for (String pod : pods(feed, publications)) {
            FeedModel ofPod = feed.model();
            feed.publications().subList(0, publications).forEach(all -> ofPod.publish(only(pod, all)));
            String podFolder = root + "MonthlySnapshot/" + folder + "/" + pod + "/";
            if (dice.oneIn(4)) {
                // of a month that was extracted twice the higher GroupID counts
                publishWrong(podFolder + (group - 1) + "/");
            }
            publish(pod, ofPod, podFolder + group + "/");
        }
    }

    /** By name as the product orders them. */
    private Set<String> pods(RandomFeed feed, int publications) {
        Set<String> pods = new TreeSet<>();
        feed.publications().subList(0, publications).forEach(all -> all.keySet()
                .forEach(key -> FeedObject.of(root, key).ifPresent(object -> pods.add(object.pod()))));
        return pods;
    }

    private Map<String, byte[]> only(String pod, Map<String, byte[]> publication) {
        Map<String, byte[]> own = new TreeMap<>(publication);
        own.keySet().removeIf(key -> FeedObject.of(root, key)
                .filter(object -> !object.pod().equals(pod))
                .isPresent());
        return own;
    }

    private void publishWrong(String folder) {
        String table = dice.pick(new ArrayList<>(schema.keySet()));
        objects.put(folder + table + "/1.1.zip", "superseded".getBytes(StandardCharsets.UTF_8));
    }

    private void publish(String pod, FeedModel ofPod, String folder) {
        Set<String> loaded = new TreeSet<>();
        ofPod.consumptions().keySet().forEach(group -> loaded.add(group.table()));
        for (String table : loaded) {
            if (dice.oneIn(10)) {
                continue;
            }
            List<Map<String, Object>> rows = new ArrayList<>(ofPod.rowsOf(table));
            rows.removeIf(row -> !isInMonth(schema.get(table), row));
            addVoided(schema.get(table), rows);
            publish(pod, table, ofPod.schema().get(table), dice.shuffled(rows), folder);
        }
    }

    private boolean isInMonth(TableDefinition table, Map<String, Object> row) {
        List<String> key = FeedModel.key(table, configuredKeys);
        for (ColumnDefinition column : table.columns()) {
            boolean isDate = column.type().kind() == ColumnType.Kind.TIMESTAMP
                    || column.type().kind() == ColumnType.Kind.DATE;
            if (isDate && !key.contains(column.name())) {
                YearMonth month = YearMonth.from(extract.minusDays(15));
                Object value = row.get(column.name());
                return value == null
                        || month.equals(
                                value instanceof LocalDateTime time
                                        ? YearMonth.from(time)
                                        : YearMonth.from((LocalDate) value));
            }
        }
        return true;
    }

    /** Rows that are no rows, even of keys that other rows have. */
    private void addVoided(TableDefinition table, List<Map<String, Object>> rows) {
        if (!table.has(ModelTable.VOID) || rows.isEmpty()) {
            return;
        }
        for (int i = dice.between(0, 3); i > 0; i--) {
            Map<String, Object> row = new HashMap<>(dice.pick(rows));
            row.put(ModelTable.VOID, true);
            rows.add(row);
        }
    }

    private void publish(
            String pod, String table, TableDefinition older, List<Map<String, Object>> rows, String folder) {
        TableDefinition definition = schema.get(table);
        Set<String> needed = new HashSet<>(FeedModel.key(definition, configuredKeys));
        needed.add(ModelTable.VOID);
        needed.add(ModelTable.ORGANIZATION);
        boolean mayLack = dice.oneIn(3);
        List<Map<String, Object>> read = new ArrayList<>();
        Set<String> lacking = new HashSet<>();
        String tableFolder = folder + spelled(table) + "/";
        int objectsLeft = dice.pick(List.of(1, 1, 2, 3));
        int from = 0;
        while (objectsLeft > 0) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            int entriesLeft = dice.pick(List.of(1, 1, 1, 2, 3));
            while (entriesLeft > 0) {
                boolean isLast = objectsLeft == 1 && entriesLeft == 1;
                int to = isLast ? rows.size() : dice.between(from, rows.size());
                SnapshotFile file = new SnapshotFile(definition, older.columns().size(), needed, mayLack, dice);
                byte[] csv = file.csv(rows.subList(from, to));
                lacking.addAll(file.lacking(to - from));
                read.addAll(DataFile.rows(csv, definition));
                entries.put((dice.oneIn(5) ? "data/" : "") + logid + "." + entries.size() + ".csv", csv);
                from = to;
                entriesLeft--;
            }
            String name = tableFolder + logid + "." + logid;
            if (entries.size() == 1 && dice.oneIn(5)) {
                objects.put(name + ".csv", entries.values().iterator().next());
            } else {
                objects.put(name + ".zip", SnapshotFile.zip(entries));
            }
            logid++;
            objectsLeft--;
        }
        read.removeIf(row -> Boolean.TRUE.equals(row.get(ModelTable.VOID)));
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(new PodSnapshot(pod, read, lacking));
    }

    private String spelled(String table) {
        return switch (dice.between(1, 6)) {
            case 1 -> table.toUpperCase(Locale.ROOT);
            case 2 -> table + "_s3";
            default -> table;
        };
    }

    /** The objects of the bucket, by key. */
    public Map<String, byte[]> objects() {
        return Collections.unmodifiableMap(objects);
    }

    /** By table; its PODs in the order of their names. */
    SortedMap<String, List<PodSnapshot>> tables() {
        return tables;
    }
}
