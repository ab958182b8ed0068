package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableKind;

/** A table of a generated feed: its columns as they grow, its key, and the keys in use. */
final class RandomTable {

    /** How a loader learns the key of a table (rule 6). */
    enum KeySource {
        SORTKEY,
        PRIMARY_KEY,
        CONFIGURATION,
        /** A page of Zenoti's marks the key; the sortkey is another column, which many rows share. */
        DOCUMENTATION,
        /** Append-only facts need none. */
        NONE
    }

    private final String name;
    private final KeySource keySource;
    private final List<String> key;
    private final String tail;
    private final List<RandomColumn> columns = new ArrayList<>();
    private final List<Integer> olderWidths = new ArrayList<>();
    private final Map<Integer, KeyPool> pools = new TreeMap<>();

    /**
     * A table in its first shape.
     *
     * @param columnList {@code name type, name type}, as a schema script has them
     * @param key folded key columns
     * @param tail distkey and sortkey
     */
    RandomTable(String name, String columnList, KeySource keySource, List<String> key, String tail) {
        this.name = name;
        this.keySource = keySource;
        this.key = key;
        this.tail = tail;
        for (String column : columnList.strip().split(",\\s+")) {
            int blank = column.indexOf(' ');
            columns.add(new RandomColumn(column.substring(0, blank), column.substring(blank + 1)));
        }
    }

    String name() {
        return name;
    }

    String folded() {
        return name.toLowerCase(Locale.ROOT);
    }

    TableKind kind() {
        return TableKind.ofTable(folded()).orElseThrow();
    }

    KeySource keySource() {
        return keySource;
    }

    List<String> key() {
        return key;
    }

    List<RandomColumn> columns() {
        return columns;
    }

    /** How many columns the table had before each of its upgrades. */
    List<Integer> olderWidths() {
        return olderWidths;
    }

    boolean hasOrganization() {
        return columns.stream().anyMatch(column -> column.folded().equals(ModelTable.ORGANIZATION));
    }

    List<ColumnType> keyTypes() {
        return key.stream()
                .map(column -> columns.stream()
                        .filter(candidate -> candidate.folded().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .type())
                .toList();
    }

    /** Gives the columns another order, as a bucket has it that was made after an upgrade. */
    void reorder(Dice dice) {
        List<RandomColumn> other = dice.shuffled(columns);
        columns.clear();
        columns.addAll(other);
    }

    /** The keys of one POD; PODs that share their keys use one number. */
    KeyPool keys(int pod, Dice dice) {
        return pools.computeIfAbsent(pod, number -> new KeyPool(keyTypes(), number, dice));
    }

    /** Adds a column at the end, as a release does. */
    String addColumn(RandomColumn column) {
        olderWidths.add(columns.size());
        columns.add(column);
        return "ALTER TABLE " + name + " ADD COLUMN " + column.declared() + ";\n";
    }

    /** Widens a VARCHAR column, as a release does. */
    String widen(int index, int bytes) {
        RandomColumn wide = new RandomColumn(columns.get(index).name(), "VARCHAR(" + bytes + ")");
        columns.set(index, wide);
        return "ALTER TABLE " + name + " ALTER COLUMN " + wide.quoted() + " TYPE " + wide.declaration() + ";\n";
    }

    /** The content of the table's file in SchemaFull. */
    String createScript() {
        List<String> items =
                new ArrayList<>(columns.stream().map(RandomColumn::declared).toList());
        if (keySource == KeySource.PRIMARY_KEY) {
            items.add("PRIMARY KEY (" + String.join(", ", key) + ")");
        }
        return "CREATE TABLE " + name + " (\n    " + String.join("\n    ,", items) + "\n)\n" + tail + "\n;\n";
    }

    @Override
    public String toString() {
        return name + " (" + kind().id() + ", key " + key + " by " + keySource + ", " + columns.size() + " columns)";
    }
}
